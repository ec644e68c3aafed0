import {execFileSync, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {CreateBucketCommand, ListObjectsV2Command, S3Client} from '@aws-sdk/client-s3';

/** A project with a PostgreSQL that is deployed by hand, and a MinIO, both empty: what backups are measured on. */
export interface BackedUpShop {
  /** Its own folder, beside the workspace. */
  root: string;
  /** What the project is called. */
  name: string;
  /** Container of PostgreSQL. */
  db: string;
  containerOf(service: string): string;
  s3: S3Client;
  endpoint: string;
  credentials: {accessKeyId: string; secretAccessKey: string};
  sql(statement: string): string;
  /** Runs it there, without its standard output, and resolves to the most memory that the process itself has had (VmHWM), megabytes. */
  countable(words: readonly string[]): Promise<number>;
  newestKey(): Promise<string>;
  remove(): void;
}

export const BUCKET = 'bench';

/** `services` are those beside the database. */
export const backedUpShop = async (
  beside: {services?: object; volumes?: object} = {},
): Promise<BackedUpShop> => {
  const name = `bench-backing-up-${randomBytes(3).toString('hex')}`;
  const root = mkdtempSync(path.join(tmpdir(), 'countable-bench-'));
  const workspace = path.join(root, name);
  const server = `${name}-s3`;
  const containerOf = (service: string): string => `${name}-prod-${service}-1`;
  const db = containerOf('db');
  const credentials = {accessKeyId: 'bench', secretAccessKey: 'bench-of-backups'};
  writeProject(workspace, beside);
  docker('compose', '--project-directory', workspace, '-p', `${name}-prod`, 'up', '--detach', '--quiet-pull');
  startS3(server, credentials);
  const endpoint = `http://${docker('port', server, '9000/tcp').split('\n')[0]}`;
  writeFileSync(path.join(root, 'organisation.yml'), JSON.stringify({backup: {bucket: BUCKET, endpoint}}));
  const s3 = new S3Client({endpoint, region: 'us-east-1', forcePathStyle: true, credentials});
  await until(() => docker('exec', db, 'pg_isready', '-q', '-h', '127.0.0.1'));
  await until(() => s3.send(new CreateBucketCommand({Bucket: BUCKET})));
  return {
    root,
    name,
    db,
    containerOf,
    s3,
    endpoint,
    credentials,
    sql: statement => docker('exec', db, 'psql', '-qAt', '-U', 'postgres', '-c', statement),
    countable: runIn({root, workspace, credentials}),
    async newestKey() {
      const {Contents = []} = await s3.send(new ListObjectsV2Command({Bucket: BUCKET, Prefix: 'backups/'}));
      return Contents.map(({Key = ''}) => Key).findLast(key => key.endsWith('.tar.zst')) ?? '';
    },
    remove() {
      s3.destroy();
      docker('compose', '-p', `${name}-prod`, 'down', '--volumes');
      docker('rm', '--force', '--volumes', server);
      rmSync(root, {recursive: true});
    },
  };
};

export const docker = (...args: string[]): string =>
  execFileSync('docker', args, {encoding: 'utf8', maxBuffer: 1e9}).trim();

export const until = async (work: () => unknown): Promise<void> => {
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

const writeProject = (
  workspace: string,
  {services, volumes = {}}: {services?: object; volumes?: object},
): void => {
  mkdirSync(workspace);
  const db = {image: 'postgres:15', environment: {POSTGRES_PASSWORD: 'x'}};
  writeFileSync(
    path.join(workspace, 'docker-compose.yml'),
    JSON.stringify({services: {db, ...services}, volumes}),
  );
  writeFileSync(path.join(workspace, 'dc.prod.yml'), 'services: {}\n');
  writeFileSync(path.join(workspace, 'countable.yml'), 'backup: {proof: {after: false, web: false}}\n');
};

const startS3 = (server: string, {accessKeyId, secretAccessKey}: BackedUpShop['credentials']): void => {
  const user = ['-e', `MINIO_ROOT_USER=${accessKeyId}`, '-e', `MINIO_ROOT_PASSWORD=${secretAccessKey}`];
  docker(
    'run',
    '--detach',
    '--name',
    server,
    '-p',
    '127.0.0.1::9000',
    ...user,
    'minio/minio',
    'server',
    '/data',
  );
};

interface Place {
  root: string;
  workspace: string;
  credentials: BackedUpShop['credentials'];
}

/** `docker exec` and the like are programs of their own: what is told is of ours alone. */
const runIn = ({root, workspace, credentials}: Place): BackedUpShop['countable'] => {
  const entry = path.join(root, 'unpacked', 'countable.cjs');
  const bundle = 'resources/ca/countable/countable.mjs';
  execFileSync(process.execPath, [bundle, '--unpack', path.dirname(entry)]);
  return async words => {
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
      highest = highestOf(child.pid!) ?? highest;
    }, 20);
    const code = await new Promise(resolve => child.on('close', resolve));
    clearInterval(look);
    if (code !== 0) throw new Error(said);
    return Math.round(highest / 1024);
  };
};

/** Kilobytes; undefined where it has ended. */
const highestOf = (pid: number): number | undefined => {
  try {
    const told = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return told === undefined ? undefined : Number(told);
  } catch {
    return undefined;
  }
};
