import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import type {RestorePlan} from '../../ts-helpers/src/restore/plan.ts';
import type {BackupsResult} from '../../ts-helpers/src/backups/backups.ts';
import {type BackedUp, backedUp, backups, leftOfProofs, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {docker} from './support/projects.ts';

/** To the second, as people say it. */
const moment = (): string => `${new Date().toISOString().slice(0, 19)}Z`;

describe('every moment of PostgreSQL', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;
  let sidecar: string;
  let imagesBefore: string;

  before(async function () {
    imagesBefore = docker('images', '--format', '{{.Repository}}:{{.Tag}}', 'countable-pitr');
    [bucket, project] = await Promise.all([
      startBucket({isTls: true}),
      backedUp({'countable.yml': 'backup: {pitr: true}\n'}),
    ]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'), {proof: {web: false}});
    sidecar = `${project.name}-prod-db-countable-pitr`;
    project.sql(
      'create table orders(id int primary key)',
      'insert into orders select generate_series(1, 500)',
    );
    const made = await run(['backup']);
    // No packages can be had here.
    if (made.result.error?.code === 'PITR_IMAGE') this.skip();
    assert.equal(made.exitCode, 0, made.stderr);
    const [db] = made.result.proof?.moments ?? [];
    assert.deepEqual(
      db?.databases.find(({name}) => name === 'shop'),
      {name: 'shop', tables: 1, rows: 500},
    );
    stored(made);
  });

  after(() => {
    docker('rm', '--force', sidecar);
    project.remove();
    docker('volume', 'rm', '--force', sidecar);
    for (const image of docker('images', '--format', '{{.Repository}}:{{.Tag}}', 'countable-pitr').split(
      '\n',
    ))
      if (image !== '' && !imagesBefore.includes(image)) docker('image', 'rm', '--force', image);
    bucket.remove();
  });

  const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    backups(words, {project, organisation, bucket}, {env});

  const rowsAt = async (at: string): Promise<number | undefined> => {
    const {result, stderr} = await run(['verify', '--at', at]);
    assert.equal(result.proof?.verdict, 'proven', stderr);
    return result.proof.moments?.[0]?.databases.find(({name}) => name === 'shop')?.rows;
  };

  /** All that was changed until now is in the bucket. */
  const carried = async (): Promise<void> => {
    const name = project
      .sql('select pg_walfile_name(pg_current_wal_lsn())', 'select pg_switch_wal()')
      .split('\n')[0];
    const isThere = async (): Promise<boolean> =>
      (await bucket.keys()).some(key => key.includes(`/${name}-`));
    while (!(await isThere())) await pause(300);
  };

  it('comes back beside what is used, with a table that was dropped since, and is undone', async () => {
    project.sql('insert into orders values (501)');
    await pause(1000);
    const at = moment();
    await pause(1000);
    project.sql('drop table orders');
    await carried();
    const plan = await run(['restore', '--at', at, '--plan']);
    assert.deepEqual((plan.result as unknown as RestorePlan).servers[0]?.loads[0]?.name, 'shop', plan.stderr);
    const done = await run(['restore', '--at', at, '--yes', project.name]);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(done.result.restored?.rows, 501);
    assert.equal(project.sql('select count(*) from orders'), '501');
    assert.match(done.result.restored.leftAlone?.join() ?? '', /media: no moment of it is kept; backups/);
    const label = `label=ca.countable.restore=${project.name}-prod`;
    assert.equal(docker('ps', '--all', '--quiet', '--filter', label), '');
    const undone = await run(['restore', '--undo', '--yes', project.name]);
    assert.equal(undone.exitCode, 0, undone.stderr);
    assert.equal(project.sql("select to_regclass('orders') is null"), 't');
  });

  it('goes on, with nothing left out, after containers are made anew and killed', async () => {
    project.sql('create table orders(id int)', 'insert into orders select generate_series(1, 7)');
    const words = ['--project-directory', project.workspace, '-p', `${project.name}-prod`];
    const file = path.join(project.workspace, 'docker-compose.yml');
    docker(
      'compose',
      ...words,
      '-f',
      file,
      'up',
      '--detach',
      '--force-recreate',
      '--no-deps',
      '--wait',
      'db',
    );
    await answering();
    project.sql('insert into orders values (8)');
    process.kill(Number(docker('inspect', '--format', '{{.State.Pid}}', sidecar)), 'SIGKILL');
    docker('kill', project.db);
    docker('start', project.db);
    await answering();
    project.sql('insert into orders values (9)');
    await pause(1000);
    const at = moment();
    await pause(1000);
    project.sql('insert into orders values (10)');
    await carried();
    assert.equal(await rowsAt(at), 9);
    assert.deepEqual(leftOfProofs(project), []);
  });

  const answering = async (): Promise<void> => {
    for (;;) {
      try {
        return void project.sql('select 1');
      } catch {
        await pause(200);
      }
    }
  };

  it('that is not kept is told, and so are keys that S3 does not know', async () => {
    const early = await run(['verify', '--at', '2026-01-01T00:00:00Z']);
    assert.equal(early.result.error?.code, 'BACKUP_MISSING', early.stderr);
    assert.match(early.result.error.message, /are kept from 20\S+ on, and not of 2026-01-01/);
    const wrong = await run(['backup'], {AWS_SECRET_ACCESS_KEY: 'wrong'});
    assert.equal(wrong.result.error?.code, 'S3_CREDENTIALS', wrong.stderr);
  });

  it('is carried to the bucket within a minute, also where nobody writes', async () => {
    const newest = async (): Promise<string | undefined> =>
      (await bucket.keys()).filter(key => /\/archive\/db\/15-1\/.*\/0/.test(key)).at(-1);
    const [before, since] = [await newest(), Date.now()];
    while ((await newest()) === before) await pause(500);
    assert.ok(Date.now() - since < 60_000);
    const {stdout} = await run(['backups']);
    const [{rpoMs = Infinity, rtoMs = 0} = {}] = (JSON.parse(stdout) as BackupsResult).projects;
    assert.ok(rpoMs < 60_000, `${rpoMs}`);
    assert.ok(rtoMs > 0);
  });

  it('is refused before anything is restored, where it is not kept or WAL is missing on the way', async () => {
    const ahead = await run(['verify', '--at', '2099-01-01T00:00:00Z']);
    assert.equal(ahead.result.error?.code, 'BACKUP_MISSING', ahead.stderr);
    assert.match(ahead.result.error.message, /has not come yet/);
    const segments = async () =>
      (await bucket.keys()).filter(key => /\/archive\/db\/15-1\/.*\/0000/.test(key));
    // No base needs one that is only written now.
    const before = await segments();
    project.sql('insert into orders values (11)');
    await carried();
    const lost = (await segments()).find(key => !before.includes(key));
    project.sql('insert into orders values (12)');
    await pause(1000);
    const at = moment();
    await pause(1000);
    project.sql('insert into orders values (13)');
    await carried();
    await bucket.erase(lost ?? '');
    const gap = await run(['verify', '--at', at]);
    assert.equal(gap.result.error?.code, 'PITR_GAP', gap.stderr);
    assert.match(gap.result.error.message, /Of the WAL of db, what follows \w+ is not in the bucket/);
    assert.doesNotMatch(gap.stderr, /Bring db back/);
    assert.deepEqual(leftOfProofs(project), []);
  });
});
