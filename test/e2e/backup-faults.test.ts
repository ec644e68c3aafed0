import assert from 'node:assert/strict';
import type {ChildProcess} from 'node:child_process';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {type BackedUp, backedUp, type BackupRun, backups, leftOfProofs} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {type CuttingProxy, startCuttingProxy} from './support/cuttingProxy.ts';
import {docker} from './support/projects.ts';
import {seeded} from './support/seeded.ts';

/** 50 are in order before a release: COUNTABLE_KILLS=50. */
const KILLS = Number(process.env['COUNTABLE_KILLS'] ?? 3);
const {random, seed} = seeded();

describe(`a backup that something happens to (COUNTABLE_SEED=${seed})`, () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;
  let proxy: CuttingProxy;

  before(async () => {
    [bucket, project] = await Promise.all([
      startBucket(),
      backedUp({'countable.yml': 'backup: {proof: {web: false, after: false}}\n'}),
    ]);
    proxy = await startCuttingProxy(bucket.endpoint);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    // Large enough for several parts, which do not compress.
    project.sql(
      'create extension pgcrypto',
      'create table orders(id int primary key, noise bytea)',
      'insert into orders select i, gen_random_bytes(1000) from generate_series(1, 20000) i',
    );
  });

  after(() => {
    project.remove();
    bucket.remove();
    proxy.stop();
  });

  const run = (
    words: readonly string[],
    options: Parameters<typeof backups>[2] & {file?: string} = {},
  ): Promise<BackupRun> =>
    backups(words, {project, organisation: options.file ?? organisation, bucket}, options);

  /** Whatever has its final name restores, and nothing but archives and what lies beside them is there. */
  const everythingRestores = async (since: readonly string[]): Promise<void> => {
    const keys = (await bucket.keys()).filter(key => !since.includes(key));
    for (const key of keys.filter(one => one.endsWith('.tar.zst'))) {
      const {result, stderr} = await run(['verify', '--at', key]);
      assert.equal(result.proof?.verdict, 'proven', stderr);
    }
    assert.deepEqual(leftOfProofs(project), []);
  };
  /** And the next one is whole, with nothing left of the one before. */
  const theNextSucceeds = async (): Promise<void> => {
    const next = await run(['backup']);
    assert.equal(next.exitCode, 0, next.stderr);
    assert.deepEqual(await bucket.unfinished(), []);
    assert.equal(docker('inspect', '--format', '{{.State.Status}}', `${project.name}-prod-web-1`), 'running');
  };
  /** Holds the table, so that the dump waits in its middle until this is let go. */
  const holding = async <T>(work: () => Promise<T>): Promise<T> => {
    docker(
      'exec',
      '--detach',
      project.db,
      'psql',
      '-U',
      'shop',
      'shop',
      '-c',
      'begin; lock table orders in access exclusive mode; select pg_sleep(60)',
    );
    await seen(
      () =>
        project.sql("select count(*) from pg_locks where mode = 'AccessExclusiveLock' and granted") !== '0',
    );
    return work();
  };
  const dumpWaits = () =>
    seen(
      () =>
        project.sql(
          "select count(*) from pg_stat_activity where application_name = 'pg_dump' and wait_event_type = 'Lock'",
        ) !== '0',
    );

  it(`is whole or not there when it is killed at any moment (${KILLS} times)`, async () => {
    const before = await bucket.keys();
    const begun = performance.now();
    await theNextSucceeds();
    const usual = performance.now() - begun;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const when = random() * usual;
      await run(['backup'], {onStart: child => void killIn(child, when)}).catch(() => undefined);
    }
    await theNextSucceeds();
    await everythingRestores(before);
  });

  it('says so when the database is restarted in its middle, and leaves nothing', async () => {
    const keys = await bucket.keys();
    const failed = await holding(async () => {
      const running = run(['backup']);
      await dumpWaits();
      docker('restart', '--time', '1', project.db);
      return running;
    });
    assert.equal(failed.result.error?.code, 'BACKUP_FAILED', failed.stderr);
    assert.equal(failed.exitCode, 10);
    assert.deepEqual(await bucket.keys(), keys);
    assert.deepEqual(await bucket.unfinished(), []);
    await up(project.db);
    await theNextSucceeds();
  });

  it('refuses a second one on the same host, and says who is at it', async () => {
    const [first, second] = await holding(async () => {
      const running = run(['backup']);
      await dumpWaits();
      const refused = await run(['backup']);
      project.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()",
      );
      return [await running, refused];
    });
    assert.equal(second.result.error?.code, 'LOCK_HELD', second.stderr);
    assert.match(second.result.error?.message ?? '', /root on this machine/);
    assert.equal(first.exitCode, 0, first.stderr);
  });

  it('lets go on what keeps still for it, also when it fails or is killed', async () => {
    const web = `${project.name}-prod-web-1`;
    const state = () => docker('inspect', '--format', '{{.State.Status}}', web);
    project.write(
      'dc.prod.yml',
      JSON.stringify({services: {web: {labels: {'ca.countable.backup': 'pause'}}}}),
    );
    // Takes long to copy, and no room.
    docker('exec', web, 'truncate', '-s', '8G', '/srv/media/large');
    let child: ChildProcess | undefined;
    const running = run(['backup'], {onStart: one => (child = one)}).catch(() => undefined);
    await seen(() => state() === 'paused');
    child?.kill('SIGKILL');
    await running;
    const seenPaused = state();
    docker('unpause', web);
    docker('exec', web, 'rm', '/srv/media/large');
    docker('pause', web);
    assert.equal(seenPaused, 'paused');
    await theNextSucceeds();
    assert.equal(state(), 'running');
  });

  it('is tried again where connections are cut, and ends whole or with an error', async () => {
    const before = await bucket.keys();
    const file = bucket.organisation(path.join(project.folder, 'cut.yml'), {endpoint: proxy.endpoint});
    for (let round = 0; round < KILLS; round += 1) {
      proxy.cutAfter(() => Math.round(random() * 30_000_000));
      const {result, stderr} = await run(['backup'], {file});
      if (result.error) assert.match(result.error.code, /^S3_(?:UNAVAILABLE|UPLOAD_GONE)$/, stderr);
    }
    proxy.cutAfter(() => 0);
    const gone = await run(['backup'], {file});
    assert.equal(gone.result.error?.code, 'S3_UNAVAILABLE', gone.stderr);
    proxy.cutAfter(undefined);
    await theNextSucceeds();
    await everythingRestores(before);
  });

  it('says what is wrong with the credentials, the bucket and the disk', async () => {
    const wrongKey = await run(['backup'], {env: {AWS_SECRET_ACCESS_KEY: 'wrong'}});
    assert.equal(wrongKey.result.error?.code, 'S3_CREDENTIALS', wrongKey.stderr);
    const noBucket = bucket.organisation(path.join(project.folder, 'none.yml'), {bucket: 'no-such-bucket'});
    assert.equal((await run(['backup'], {file: noBucket})).result.error?.code, 'S3_BUCKET_UNKNOWN');
    const nobody = await run(['backup'], {
      env: {
        AWS_ACCESS_KEY_ID: '',
        AWS_SECRET_ACCESS_KEY: '',
        AWS_EC2_METADATA_DISABLED: 'true',
        HOME: '/nonexistent',
      },
    });
    assert.equal(nobody.result.error?.code, 'S3_CREDENTIALS', nobody.stderr);
  });
});

const killIn = async (child: ChildProcess, milliseconds: number): Promise<void> => {
  await pause(milliseconds);
  child.kill('SIGKILL');
};

const seen = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await pause(200);
};

const up = (db: string): Promise<void> =>
  seen(() => {
    try {
      docker('exec', db, 'pg_isready', '-q', '-h', '127.0.0.1');
      return true;
    } catch {
      return false;
    }
  });
