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
import {execFileSync, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {setTimeout as pause} from 'node:timers/promises';
import {CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client} from '@aws-sdk/client-s3';
import {Upload} from '@aws-sdk/lib-storage';
import {besideOthers} from './besideBackups.ts';
import {machine, quantile, timed} from './measured.ts';

const megabytes = Number(process.argv[2] ?? 2000);
const rounds = Number(process.argv[3] ?? 3);
const name = `bench-backing-up-${randomBytes(3).toString('hex')}`;
const root = mkdtempSync(path.join(tmpdir(), 'countable-bench-'));
const workspace = path.join(root, name);
const docker = (...args: string[]): string =>
  execFileSync('docker', args, {encoding: 'utf8', maxBuffer: 1e9}).trim();
const credentials = {accessKeyId: 'bench', secretAccessKey: 'bench-of-backups'};
const db = `${name}-prod-db-1`;
const entry = path.join(root, 'unpacked', 'countable.cjs');
execFileSync(process.execPath, ['resources/ca/countable/countable.mjs', '--unpack', path.dirname(entry)]);
const s3Server = `${name}-s3`;

const setUp = async (): Promise<S3Client> => {
  mkdirSync(workspace);
  writeFileSync(
    path.join(workspace, 'docker-compose.yml'),
    JSON.stringify({services: {db: {image: 'postgres:15', environment: {POSTGRES_PASSWORD: 'x'}}}}),
  );
  writeFileSync(path.join(workspace, 'dc.prod.yml'), 'services: {}\n');
  writeFileSync(path.join(workspace, 'countable.yml'), 'backup: {proof: {after: false, web: false}}\n');
  docker('compose', '--project-directory', workspace, '-p', `${name}-prod`, 'up', '--detach', '--quiet-pull');
  docker(
    'run',
    '--detach',
    '--name',
    s3Server,
    '-p',
    '127.0.0.1::9000',
    '-e',
    `MINIO_ROOT_USER=${credentials.accessKeyId}`,
    '-e',
    `MINIO_ROOT_PASSWORD=${credentials.secretAccessKey}`,
    'minio/minio',
    'server',
    '/data',
  );
  const endpoint = endpointOf();
  writeFileSync(path.join(root, 'organisation.yml'), JSON.stringify({backup: {bucket: 'bench', endpoint}}));
  const s3 = new S3Client({endpoint, region: 'us-east-1', forcePathStyle: true, credentials});
  await until(() => docker('exec', db, 'pg_isready', '-q', '-h', '127.0.0.1'));
  await until(() => s3.send(new CreateBucketCommand({Bucket: 'bench'})));
  // About 330 bytes a row, of the kind that shops have: numbers, times, words that repeat, a hash that does not.
  sql(`create table orders as select i id, i % 5000 customer, now() - i * interval '1 minute' made, md5(i::text) token,
    repeat('Lorem ipsum dolor sit amet ' || (i % 97) || ' ', 6) note, md5((i * 7)::text) other, (i::bigint * 7919) % 100000 cents
    from generate_series(1, ${Math.round((megabytes * 1e6) / 330)}) i`);
  sql('alter table orders add primary key (id)');
  sql('create index on orders (customer)');
  return s3;
};

const endpointOf = (): string => `http://${docker('port', s3Server, '9000/tcp').split('\n')[0]}`;

const until = async (work: () => unknown): Promise<void> => {
  for (let left = 120; ; left -= 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await pause(500);
    }
  }
};

const sql = (statement: string): string =>
  docker('exec', db, 'psql', '-qAt', '-U', 'postgres', '-c', statement);

const bareBackup = async (s3: S3Client, round: number): Promise<void> => {
  const child = spawn(
    'sh',
    ['-c', `docker exec ${db} pg_dump -U postgres --create postgres | zstd -3 -q -T1`],
    {stdio: ['ignore', 'pipe', 'inherit']},
  );
  const params = {Bucket: 'bench', Key: `bare/${round}.sql.zst`, Body: child.stdout};
  await new Upload({client: s3, partSize: 8 * 2 ** 20, queueSize: 4, params}).done();
};

/** `docker exec` and the like are programs of their own: this is of ours alone. */
const countable = async (words: readonly string[]): Promise<number> => {
  const child = spawn(process.execPath, [entry, ...words], {
    cwd: workspace,
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      COUNTABLE_CONFIG: path.join(root, 'organisation.yml'),
      COUNTABLE_DEPLOY_ROOT: path.join(root, 'deploys'),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', text => (said += text));
  let highest = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      highest = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? highest);
    } catch {
      // It has ended.
    }
  }, 20);
  const code = await new Promise(resolve => child.on('close', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(said);
  return Math.round(highest / 1024);
};

const newestKey = async (s3: S3Client): Promise<string> => {
  const {Contents = []} = await s3.send(new ListObjectsV2Command({Bucket: 'bench', Prefix: 'backups/'}));
  return Contents.map(({Key = ''}) => Key).findLast(key => key.endsWith('.tar.zst')) ?? '';
};

const bareRestore = async (s3: S3Client, key: string): Promise<void> => {
  const server = `${name}-restored`;
  docker(
    'run',
    '--detach',
    '--name',
    server,
    '--network',
    'none',
    '-e',
    'POSTGRES_PASSWORD=x',
    'postgres:15',
  );
  await until(() => docker('exec', server, 'pg_isready', '-q', '-h', '127.0.0.1'));
  docker('exec', server, 'psql', '-q', '-U', 'postgres', '-d', 'template1', '-c', 'drop database postgres');
  const script = `zstd -dcq | tar xO --wildcards 'servers/db/databases/postgres/*' | docker exec -i ${server} psql -q -U postgres -d template1 >/dev/null`;
  const child = spawn('sh', ['-c', script], {stdio: ['pipe', 'ignore', 'inherit']});
  const ended = new Promise(resolve => child.on('close', resolve));
  const {Body} = await s3.send(new GetObjectCommand({Bucket: 'bench', Key: key}));
  await pipeline(Body as Readable, child.stdin);
  await ended;
  docker('rm', '--force', '--volumes', server);
};

const quotients = (ours: readonly number[], bare: readonly number[]): number[] =>
  ours.map((one, index) => one / bare[index]!);

const told = (what: string, of: readonly number[]): string =>
  `${what}: ${of.map(one => one.toFixed(2)).join(', ')}; median ${quantile(of, 0.5).toFixed(2)}`;

const s3 = await setUp();
try {
  console.log(machine(process.version));
  const [bare, ours, restores, proofs, memory]: number[][] = [[], [], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    bare!.push(await timed(() => bareBackup(s3, round)));
    ours!.push(await timed(async () => memory!.push(await countable(['backup']))));
    const key = await newestKey(s3);
    restores!.push(await timed(() => bareRestore(s3, key)));
    proofs!.push(await timed(async () => memory!.push(await countable(['verify']))));
  }
  console.log(told('bare backup, s', bare!));
  console.log(told('countable backup, s', ours!));
  console.log(told('quotient', quotients(ours!, bare!)));
  console.log(told('bare restore, s', restores!));
  console.log(told('countable verify, s', proofs!));
  console.log(told('quotient', quotients(proofs!, restores!)));
  console.log(`memory, MB: ${memory!.join(', ')}`);
  await besideOthers({db, root, credentials, endpoint: endpointOf()});
} finally {
  s3.destroy();
  docker('compose', '-p', `${name}-prod`, 'down', '--volumes');
  docker('rm', '--force', '--volumes', s3Server);
  rmSync(root, {recursive: true});
}
