import assert from 'node:assert/strict';
import path from 'node:path';
import {type BackedUp, backedUp, type BackupRun, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {killedOnce} from './support/killing.ts';
import {docker} from './support/projects.ts';
import {until} from './support/until.ts';

describe('a restore', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;

  before(async () => {
    [bucket, project] = await Promise.all([
      startBucket(),
      backedUp({'countable.yml': 'backup: {proof: {web: false}}\n'}),
    ]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    project.sql(
      'create table orders(id int primary key, what text)',
      "insert into orders values (1, 'kept')",
      'create database "Caps.1"',
    );
    project.sql('\\connect "Caps.1"', 'create table there()');
    docker(
      'exec',
      web(),
      'sh',
      '-c',
      'cd /srv/media; mkdir own; touch own/one own/tool; ln own/tool own/again; chown -R 82:82 own; chmod 2750 own; chmod 4755 own/tool',
    );
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const run = (words: readonly string[], options: Parameters<typeof backups>[2] = {}): Promise<BackupRun> =>
    backups(words, {project, organisation, bucket}, options);
  const web = () => `${project.name}-prod-web-1`;
  const yes = () => ['--yes', project.name];
  const databases = () =>
    project.sql('select datname from pg_database where not datistemplate order by 1').split('\n');
  const letters = () => docker('exec', web(), 'ls', '/srv/uploads').split('\n');

  it('brings back what was stored, keeps what was used under another name, and is undone', async () => {
    const {key} = stored(await run(['backup']));
    project.sql("update orders set what = 'lost'", 'create table later()');
    project.write('uploads/another.txt', 'later');
    docker('exec', web(), 'touch', '/srv/media/later');

    const unconfirmed = await run(['restore']);
    assert.equal(unconfirmed.result.error?.code, 'RESTORE_UNCONFIRMED');
    const done = await run(['restore', ...yes()]);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(done.result.restored?.source?.key, key);
    assert.match(done.stderr, /✓ Compare it with what was stored; of db rows of each table/);
    assert.equal(project.sql('select what from orders'), 'kept');
    assert.deepEqual(letters(), ['a letter.txt']);
    assert.equal(
      docker('exec', web(), 'stat', '-c', '%n %u:%g %a', '/srv/media/own'),
      '/srv/media/own 82:82 2750',
    );
    assert.equal(docker('exec', web(), 'stat', '-c', '%h %u:%g %a', '/srv/media/own/again'), '2 82:82 4755');
    assert.equal(docker('exec', web(), 'ls', '/srv/media'), 'own');
    assert.equal(databases().length, 5, databases().join());

    // Its container may be another by then.
    const compose = ['--project-directory', project.workspace, '-p', `${project.name}-prod`];
    docker('compose', ...compose, 'up', '--detach', '--force-recreate', 'db');
    await until(() => docker('exec', project.db, 'pg_isready', '-q', '-h', '127.0.0.1'));
    const back = await run(['restore', '--undo', ...yes()]);
    assert.equal(back.exitCode, 0, back.stderr);
    assert.equal(project.sql('select what from orders'), 'lost');
    assert.deepEqual(letters(), ['a letter.txt', 'another.txt']);
    assert.equal(docker('exec', web(), 'ls', '/srv/media'), 'later\nown');
  });

  it('is undone of one service alone, whatever was restored since, and of the rest afterwards', async () => {
    const restored = async (...words: string[]) => {
      const done = await run(['restore', ...words, ...yes()]);
      assert.equal(done.exitCode, 0, done.stderr);
      return done;
    };
    await restored();
    assert.equal(project.sql('select what from orders'), 'kept');
    docker('exec', web(), 'touch', '/srv/media/newer');
    const second = await restored('--service', 'web');
    assert.deepEqual(second.result.restored?.leftAlone, ['db: --service names another']);
    assert.equal(docker('exec', web(), 'ls', '/srv/media'), 'own');

    const plan = await run(['restore', '--undo', '--service', 'db', '--plan']);
    const {back} = plan.result as unknown as {back: string[]};
    assert.deepEqual(
      back.map(one => one.replace(/_before_.*/, '')),
      ['Caps.1 of db, out of Caps.1', 'shop of db, out of shop'],
    );
    await restored('--undo', '--service', 'db');
    assert.equal(project.sql('select what from orders'), 'lost');
    assert.equal(docker('exec', web(), 'ls', '/srv/media'), 'own');
    await restored('--undo', '--service', 'web');
    assert.equal(docker('exec', web(), 'ls', '/srv/media'), 'newer\nown');
    // What is put in a place that was empty goes with the undo, and comes with the next one.
    project.sql('alter database "Caps.1" rename to other');
    await restored('--service', 'db');
    project.sql('\\connect "Caps.1"', 'create table paid()');
    await restored('--undo');
    assert.ok(!databases().includes('Caps.1'));
    await restored('--undo');
    project.sql('\\connect "Caps.1"', 'table paid');
    project.sql('drop database other');
    const none = await run(['restore', '--undo', '--service', 'mailer', ...yes()]);
    assert.equal(none.result.error?.code, 'NOTHING_TO_UNDO', none.stderr);
  });

  it('leaves what was used or what is complete, at whatever step it is killed, and the next one says which', async () => {
    const plan = await backups(['restore', '--plan'], {project, organisation, bucket});
    const {steps} = plan.result as unknown as {steps: {id: string; does: string}[]};
    assert.deepEqual(
      steps.map(({id}) => id),
      ['load', 'compare', 'stop', 'swap', 'start'],
    );
    const said: string[] = [];
    for (const {id, does} of steps) {
      project.sql("update orders set what = 'lost'");
      const words = does.split(/ of backups\/|: /)[0] ?? does;
      await run(['restore', ...yes()], {onStart: child => killedOnce(child, words)}).catch(() => undefined);
      assert.match(project.sql('select what from orders'), /^(?:lost|kept)$/, id);
      // The one before it can be undone all the same.
      const undo = await run(['restore', '--undo', '--plan']);
      assert.equal(undo.exitCode, 0, `${id}: ${undo.stderr}`);
      const {warnings} = undo.result as unknown as {warnings: string[]};
      if (id === 'start') assert.match(warnings.join(), /was killed.*is finished first/);
      const next = await run(['restore', ...yes()]);
      assert.equal(next.exitCode, 0, `${id}: ${next.stderr}`);
      said.push(
        /killed (?:before it changed anything|in its last steps)/.exec(next.stderr)?.[0] ?? `${id}: nothing`,
      );
      assert.equal(project.sql('select what from orders'), 'kept', id);
      assert.deepEqual(letters(), ['a letter.txt'], id);
      assert.deepEqual(
        databases().filter(name => name.includes('restoring')),
        [],
        id,
      );
      assert.equal(docker('inspect', '--format', '{{.State.Status}}', web()), 'running', id);
    }
    // As a step begins, its journal may not be written yet: of loading nothing is left then, and of the swap nothing is done.
    const [, ...later] = said;
    for (const one of later) assert.match(one, /killed (?:before it changed anything|in its last steps)/);
    assert.deepEqual(
      [later[0], later.at(-1)],
      ['killed before it changed anything', 'killed in its last steps'],
    );
  });

  it('leaves nothing that it was loading in the next backup, where it is killed', async () => {
    const before = stored(await run(['backup']));
    await run(['restore', ...yes()], {
      onStart: child => killedOnce(child, 'Compare'),
    }).catch(() => undefined);
    assert.ok(databases().some(name => name.includes('_restoring_')));
    const after = await run(['backup']);
    assert.equal(after.exitCode, 0, after.stderr);
    assert.equal(stored(after).databases, before.databases);
    assert.match(after.stderr, /Left out of db: .*_restoring_.*did not come to its end/);
    const next = await run(['restore', ...yes()]);
    assert.equal(next.exitCode, 0, next.stderr);
    const again = await run(['backup']);
    assert.equal(again.exitCode, 0, again.stderr);
    assert.doesNotMatch(again.stderr, /Left out/);
  });
});
