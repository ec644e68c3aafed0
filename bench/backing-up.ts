/**
 * What a backup costs beside the bare pipeline, and its proof beside a bare restore, on one PostgreSQL and one MinIO of this machine.
 *
 *     node bench/backing-up.ts [megabytes of plain dump, default 2000] [rounds, default 3]
 *
 * Backup: `docker exec pg_dump --create | zstd -3`, uploaded by the SDK's plain Upload (parts of 8 MB, 4 at once), and `countable backup`
 * without its proof, take turns; what counts is the quotient within each round. zstd is as the bare pipeline would have it: one thread.
 *
 * Verify: the object loaded down by the SDK, `zstd -d`, `tar xO`, psql into a new container of the same image, from starting it
 * until psql ends; and `countable verify` with `proof: {web: false}`, which starts, restores, dumps once more, compares and removes.
 *
 * Memory is the highest that the process itself has had (VmHWM), read every 20 ms. Beside them once: `pg_dump -Fc` to a file, and where
 * it is installed restic, which is given the same dump and stores it at the same server, encrypted.
 */
import {spawn} from 'node:child_process';
import {Upload} from '@aws-sdk/lib-storage';
import {backedUpShop, BUCKET, docker, until} from './backedUpShop.ts';
import {besideOthers} from './besideBackups.ts';
import {machine, quotients, timed, told} from './measured.ts';
import {dumpInto, fillOrders} from './orders.ts';

const megabytes = Number(process.argv[2] ?? 2000);
const rounds = Number(process.argv[3] ?? 3);
const shop = await backedUpShop();
const {s3, db} = shop;

const bareBackup = async (round: number): Promise<void> => {
  const child = spawn(
    'sh',
    ['-c', `docker exec ${db} pg_dump -U postgres --create postgres | zstd -3 -q -T1`],
    {stdio: ['ignore', 'pipe', 'inherit']},
  );
  const params = {Bucket: BUCKET, Key: `bare/${round}.sql.zst`, Body: child.stdout};
  await new Upload({client: s3, partSize: 8 * 2 ** 20, queueSize: 4, params}).done();
};

const bareRestore = async (key: string): Promise<void> => {
  const server = `${db}-restored`;
  const options = ['--detach', '--name', server, '--network', 'none', '-e', 'POSTGRES_PASSWORD=x'];
  docker('run', ...options, 'postgres:15');
  await until(() => docker('exec', server, 'pg_isready', '-q', '-h', '127.0.0.1'));
  docker('exec', server, 'psql', '-q', '-U', 'postgres', '-d', 'template1', '-c', 'drop database postgres');
  await dumpInto(shop, key, `docker exec -i ${server} psql -q -U postgres -d template1 >/dev/null`);
  docker('rm', '--force', '--volumes', server);
};

try {
  fillOrders(shop, megabytes);
  console.log(machine(process.version));
  const [bare, ours, restores, proofs, memory]: number[][] = [[], [], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    bare!.push(await timed(() => bareBackup(round)));
    ours!.push(await timed(async () => memory!.push(await shop.countable(['backup']))));
    const key = await shop.newestKey();
    restores!.push(await timed(() => bareRestore(key)));
    proofs!.push(await timed(async () => memory!.push(await shop.countable(['verify']))));
  }
  console.log(told('bare backup, s', bare!));
  console.log(told('countable backup, s', ours!));
  console.log(told('quotient', quotients(ours!, bare!)));
  console.log(told('bare restore, s', restores!));
  console.log(told('countable verify, s', proofs!));
  console.log(told('quotient', quotients(proofs!, restores!)));
  console.log(`memory, MB: ${memory!.join(', ')}`);
  await besideOthers(shop);
} finally {
  shop.remove();
}
