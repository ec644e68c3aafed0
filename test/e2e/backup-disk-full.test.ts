import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {type BackedUp, backedUp, type BackupRun, backups, leftOfProofs} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {docker} from './support/projects.ts';

/** Docker gives every container 64 MB of memory as a disk at /dev/shm, unless its service asks for another size. */
const imageWithSmallDisk = (name: string): void => {
  const container = docker('create', 'postgres:15');
  docker('commit', '--change', 'ENV PGDATA=/dev/shm/data', container, name);
  docker('rm', container);
};

const COMPOSE = (image: string) => ({
  services: {
    db: {
      image,
      environment: {POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'tell-nobody-of-it', POSTGRES_DB: 'shop'},
      shm_size: '160m',
    },
    web: {
      image: 'postgres:15',
      command: ['sleep', '86400'],
      init: true,
      environment: {PGPASSWORD: 'tell-nobody-of-it'},
      depends_on: ['db'],
      healthcheck: {test: ['CMD', 'true'], interval: '1s', retries: 3},
    },
  },
});

describe('a disk that is full', function () {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;
  let image: string;

  before(async function () {
    // Only root may mount a small disk.
    if (process.getuid?.() !== 0) this.skip();
    image = `countable-e2e-small:${process.pid}`;
    imageWithSmallDisk(image);
    [bucket, project] = await Promise.all([
      startBucket(),
      backedUp({
        'docker-compose.yml': JSON.stringify(COMPOSE(image)),
        'countable.yml': 'backup: {proof: {after: false}}\n',
      }),
    ]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    project.sql(
      'create extension pgcrypto',
      'create table orders(id int primary key, noise bytea)',
      'insert into orders select i, gen_random_bytes(1000) from generate_series(1, 14000) i',
    );
  });

  after(() => {
    project.remove();
    bucket.remove();
    docker('rmi', '--force', image);
  });

  const run = (...words: string[]): Promise<BackupRun> => backups(words, {project, organisation, bucket});
  const verdicts = async (): Promise<string[]> =>
    (await bucket.keys()).flatMap(key => /[.](?:proven|failed)[.]json$/.exec(key) ?? []);

  it('of a proof is no verdict, says what is to be done, and leaves nothing', async () => {
    const backup = await run('backup');
    assert.equal(backup.exitCode, 0, backup.stderr);
    const {exitCode, result, stderr} = await run('verify');
    assert.deepEqual([exitCode, result.error?.code], [3, 'DISK_FULL'], stderr);
    assert.match(result.error?.message ?? '', /the database shop of db cannot be restored/);
    assert.match(result.error?.remedy ?? '', /^Free space on that machine; `docker system df`/);
    assert.deepEqual(await verdicts(), []);
    assert.deepEqual(leftOfProofs(project), []);
  });

  it('of the server keeps nobody from backing it up, and lets nothing be restored into it', async () => {
    docker('exec', project.db, 'sh', '-c', 'cat /dev/zero > /dev/shm/filler 2>/dev/null || true');
    const backup = await run('backup');
    assert.equal(backup.exitCode, 0, backup.stderr);
    const name = (await bucket.keys()).filter(key => key.endsWith('.tar.zst')).at(-1) ?? '';
    const {result, stderr} = await run('restore', '--at', name, '--yes', project.name);
    assert.equal(result.error?.code, 'DISK_LOW', stderr);
  });

  it('is over once there is room: the next backup is made and proven', async () => {
    docker('exec', project.db, 'rm', '/dev/shm/filler');
    project.sql('truncate orders', 'insert into orders values (1, null)');
    const backup = await run('backup');
    assert.equal(backup.exitCode, 0, backup.stderr);
    const proof = await run('verify');
    assert.deepEqual([proof.exitCode, await verdicts()], [0, ['.proven.json']], proof.stderr);
  });

  it('of the temporary folder is said as well, by its name', async () => {
    mkdirSync(project.temporary, {recursive: true});
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k,nr_inodes=1', 'none', project.temporary]);
    try {
      const before = await bucket.keys();
      const {exitCode, result, stderr} = await run('verify');
      assert.deepEqual([exitCode, result.error?.code], [3, 'DISK_FULL'], stderr);
      assert.ok(result.error?.where?.startsWith(project.temporary), result.error?.where);
      assert.deepEqual(await bucket.keys(), before);
      assert.deepEqual(leftOfProofs(project), []);
    } finally {
      execFileSync('umount', [project.temporary]);
    }
  });
});
