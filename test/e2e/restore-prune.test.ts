import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {type BackedUp, backedUp, type BackupRun, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {docker} from './support/projects.ts';

describe('what restores have replaced', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;

  before(async () => {
    [bucket, project] = await Promise.all([
      startBucket(),
      backedUp({'countable.yml': 'backup: {proof: {web: false}}\n'}),
    ]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    project.sql('create table orders(id int primary key)', 'insert into orders values (1)');
    stored(await run(['backup']));
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const run = (words: readonly string[]): Promise<BackupRun> =>
    backups(words, {project, organisation, bucket});
  const replaced = () => [
    ...project.sql("select datname from pg_database where datname like '%\\_before\\_%'").split('\n'),
    ...readdirSync(project.workspace).filter(name => name.includes('_before_')),
  ];
  const restored = async () => {
    const done = await run(['restore', '--yes', project.name]);
    assert.equal(done.exitCode, 0, done.stderr);
    return done.result.restored?.kept ?? [];
  };

  it('goes once it is old, of every restore that there was, and nothing else does', async () => {
    const first = await restored();
    const second = await restored();
    const early = await run(['restore', '--prune']);
    assert.deepEqual([early.exitCode, early.result.pruned], [0, []], early.stderr);

    aged(project.root, first);
    const done = await run(['restore', '--prune']);
    assert.deepEqual([...(done.result.pruned ?? [])].toSorted(), [...first].toSorted(), done.stderr);
    assert.ok(
      replaced().every(name => name === '' || second.some(one => path.basename(one) === name)),
      replaced().join(),
    );
    const undone = await run(['restore', '--undo', '--yes', project.name]);
    assert.equal(undone.exitCode, 0, undone.stderr);

    const kept = undone.result.restored?.kept ?? [];
    aged(project.root, kept);
    assert.deepEqual(
      [...((await run(['restore', '--prune'])).result.pruned ?? [])].toSorted(),
      [...kept].toSorted(),
    );
    const gone = await run(['restore', '--undo', '--yes', project.name]);
    assert.equal(gone.result.error?.code, 'NOTHING_TO_UNDO');
    assert.deepEqual(replaced(), ['']);
    assert.equal(project.sql('select id from orders'), '1');
    assert.notEqual(docker('ps', '--quiet', '--filter', `name=${project.name}-prod-web-1`), '');
  });

  it('is not dropped by who restores something', async () => {
    const {result} = await run(['restore', '--prune', '--undo']);
    assert.equal(result.error?.code, 'BAD_ARGUMENT');
  });
});

/** As if the restore that kept these were of another year. */
const aged = (root: string, kept: readonly string[]): void => {
  const files = readdirSync(root, {recursive: true, encoding: 'utf8'}).filter(
    name => /restored\/[^/]+\.json$/.test(name) || path.basename(name) === 'restore.json',
  );
  for (const name of files) {
    const file = path.join(root, name);
    const text = readFileSync(file, 'utf8');
    if (!kept.every(one => text.includes(`"${path.basename(one)}"`))) continue;
    const {stamp, ...journal} = JSON.parse(text) as {stamp: string};
    const old = stamp.replace(/^\d+/, '20200101');
    const place = path.dirname(file).endsWith('restored')
      ? path.join(path.dirname(file), `${old}.json`)
      : file;
    mkdirSync(path.dirname(place), {recursive: true});
    writeFileSync(place, JSON.stringify({...journal, stamp: old}));
    if (place !== file) writeFileSync(file, '{}');
  }
};
