/**
 * What a restore of PostgreSQL costs beside a bare one into the same server, and how long nobody gets an answer.
 *
 *     node bench/restoring.ts [megabytes of plain dump, default 2000] [rounds, default 2]
 *
 * Bare: the object loaded down by the SDK, `zstd -d`, `tar xO`, psql into the server that runs, under another name. `countable restore`
 * does that, compares what it loaded with the manifest, swaps, and waits for the services. They take turns; what counts is the quotient
 * within each round. What either leaves beside the database is dropped before the next.
 *
 * Away: within the container psql connects and counts ten rows, again and again; the longest time between two answers during a restore.
 * Memory is the highest that our process itself has had (VmHWM), read every 20 ms.
 */
import {spawn} from 'node:child_process';
import {backedUpShop, docker} from './backedUpShop.ts';
import {machine, quotients, timed, told} from './measured.ts';
import {dumpInto, fillOrders} from './orders.ts';

const megabytes = Number(process.argv[2] ?? 2000);
const rounds = Number(process.argv[3] ?? 2);
const shop = await backedUpShop();
const {db, name} = shop;

const besideTemplate = (statement: string): string =>
  docker('exec', db, 'psql', '-qAt', '-U', 'postgres', '-d', 'template1', '-c', statement);

/** All but the one that is used. */
const dropOthers = (): void => {
  const names = besideTemplate(
    `select datname from pg_database where datname not in ('postgres', 'template0', 'template1')`,
  );
  for (const one of names.split('\n').filter(Boolean)) besideTemplate(`drop database "${one}"`);
};

const bareRestore = async (key: string): Promise<void> => {
  besideTemplate('create database bare');
  const words = `sed -e '1,/^.connect/d' | docker exec -i ${db} psql -q -v ON_ERROR_STOP=1 -U postgres -d bare >/dev/null`;
  await dumpInto(shop, key, words);
};

/** Resolves to the longest time without an answer, seconds, once `work` is done. */
const away = async (work: () => Promise<unknown>): Promise<number> => {
  const ask = `while [ ! -e /tmp/enough ]; do psql -qAt -U postgres -d postgres -c 'select count(*) from (select from orders limit 10) o' 2>/dev/null | grep -qx 10 && date +%s%N; done`;
  const child = spawn('docker', ['exec', db, 'bash', '-c', ask], {stdio: ['ignore', 'pipe', 'inherit']});
  const answers: number[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    answers.push(...text.split('\n').filter(Boolean).map(Number));
  });
  await work();
  docker('exec', db, 'touch', '/tmp/enough');
  await new Promise(resolve => child.on('close', resolve));
  return Math.max(...answers.slice(1).map((at, index) => at - answers[index]!)) / 1e9;
};

try {
  fillOrders(shop, megabytes);
  console.log(machine(process.version));
  await shop.countable(['backup']);
  await shop.countable(['verify']);
  const key = await shop.newestKey();
  const restore = ['restore', '--yes', name];
  const [bare, ours, memory]: number[][] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    bare!.push(await timed(() => bareRestore(key)));
    dropOthers();
    ours!.push(await timed(async () => memory!.push(await shop.countable(restore))));
    dropOthers();
  }
  console.log(told('bare restore, s', bare!));
  console.log(told('countable restore, s', ours!));
  console.log(told('quotient', quotients(ours!, bare!)));
  console.log(`memory, MB: ${memory!.join(', ')}`);
  console.log(`away, s: ${(await away(() => shop.countable(restore))).toFixed(2)}`);
} finally {
  shop.remove();
}
