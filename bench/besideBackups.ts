import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {createWriteStream, statSync} from 'node:fs';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import {BUILD_LINES} from '../ts-helpers/src/pitr/plan/image.ts';
import {until} from './backedUpShop.ts';
import {timed} from './measured.ts';

/** What bench/backing-up.ts has set up. */
interface Beside {
  /** Container of PostgreSQL. */
  db: string;
  /** Folder for what is written. */
  root: string;
  endpoint: string;
  credentials: {accessKeyId: string; secretAccessKey: string};
}

/** Others, once each, on the same data: for the order of magnitude. */
export const besideOthers = async (beside: Beside): Promise<void> => {
  await dumped(beside);
  await byRestic(beside);
  await byPgBackRest(beside);
};

const dumped = async ({db, root}: Beside): Promise<void> => {
  const file = path.join(root, 'dump.fc');
  const seconds = await timed(async () => {
    const child = spawn('docker', ['exec', db, 'pg_dump', '-U', 'postgres', '-Fc', 'postgres'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await pipeline(child.stdout, createWriteStream(file));
  });
  console.log(`pg_dump -Fc to a file: ${seconds.toFixed(1)} s, ${Math.round(statSync(file).size / 1e6)} MB`);
};

/** Of the same dump, to the same server, with its own encryption and its own compression. */
const byRestic = async ({db, root, credentials, endpoint}: Beside): Promise<void> => {
  const isHere = spawnSync('restic', ['version']).status === 0;
  if (!isHere) return;
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    RESTIC_REPOSITORY: `s3:${endpoint}/bench/restic`,
    RESTIC_PASSWORD: 'bench',
    RESTIC_CACHE_DIR: path.join(root, 'restic'),
  };
  execFileSync('restic', ['init', '--quiet'], {env});
  const dump = `docker exec ${db} pg_dump -U postgres --create postgres`;
  const stored = await timed(() =>
    shell(`${dump} | restic backup --quiet --stdin --stdin-filename shop.sql`, env),
  );
  const size = /"total_size":(\d+)/.exec(
    execFileSync('restic', ['stats', '--mode', 'raw-data', '--json'], {env, encoding: 'utf8'}),
  )?.[1];
  const read = await timed(() => shell('restic dump --quiet latest shop.sql > /dev/null', env));
  console.log(
    `restic: backup ${stored.toFixed(1)} s, ${Math.round(Number(size) / 1e6)} MB; read back ${read.toFixed(1)} s`,
  );
};

/**
 * A full backup of the server's files, compressed as ours are, into a folder: nothing of it goes over a network, and no row is read.
 * Back from there they need recovery yet, which is not counted.
 */
const byPgBackRest = async ({db}: Beside): Promise<void> => {
  const image = `${db}-pgbackrest`;
  execFileSync('docker', ['build', '--quiet', '--tag', image, '-'], {
    input: `FROM postgres:15\n${BUILD_LINES}`,
  });
  const data = '/var/lib/postgresql/data';
  for (const setting of [
    `unix_socket_directories = '/var/run/postgresql', '${data}'`,
    "archive_mode = 'on'",
    "archive_command = '/bin/true'",
  ])
    execFileSync('docker', ['exec', db, 'psql', '-qU', 'postgres', '-c', `alter system set ${setting}`]);
  execFileSync('docker', ['restart', db]);
  await until(() => execFileSync('docker', ['exec', db, 'pg_isready', '-q', '-h', '127.0.0.1']));
  const options = `--stanza=shop --repo1-path=/tmp/repo --log-path=/tmp --lock-path=/tmp`;
  const script = `set -e; export PGUSER=postgres; now() { date +%s.%N; }; b="pgbackrest ${options}"
    of="--pg1-path=${data} --pg1-socket-path=${data}"; $b $of stanza-create; t0=$(now); $b $of backup --no-archive-check --compress-type=zst --compress-level=3 --start-fast; t1=$(now)
    mkdir -m 700 /tmp/back; $b restore --pg1-path=/tmp/back; t2=$(now); echo $t0 $t1 $t2; du -sb /tmp/repo`;
  const told = execFileSync(
    'docker',
    ['run', '--rm', '--user', 'postgres', '--volumes-from', db, '--entrypoint', 'bash', image, '-c', script],
    {encoding: 'utf8'},
  );
  const [times = '', size = ''] = told.trim().split('\n').slice(-2);
  const [begun = 0, stored = 0, read = 0] = times.split(' ').map(Number);
  console.log(
    `pgBackRest to a folder: backup ${(stored - begun).toFixed(1)} s, ${Math.round(Number(size.split('\t')[0]) / 1e6)} MB; restored ${(read - stored).toFixed(1)} s`,
  );
  execFileSync('docker', ['image', 'rm', image]);
};

const shell = async (script: string, env: NodeJS.ProcessEnv): Promise<void> => {
  const child = spawn('bash', ['-o', 'pipefail', '-c', script], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise(resolve => child.on('close', resolve));
  if (code !== 0) throw new Error(`${script}: ${String(code)}`);
};
