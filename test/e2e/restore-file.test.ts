import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {createReadStream} from 'node:fs';
import path from 'node:path';
import {type BackedUp, backedUp, type BackupRun, backups} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {docker} from './support/projects.ts';

describe('a restore of what people have', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;

  before(async () => {
    [bucket, project] = await Promise.all([startBucket(), backedUp()]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'), {
      older: [{prefix: 'left/'}],
    });
    project.sql(
      'create role reader',
      'create table orders(id int primary key, what text)',
      "insert into orders select i, 'kept' from generate_series(1, 50) i",
      'grant select on orders to reader',
    );
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const run = (words: readonly string[], options: Parameters<typeof backups>[2] = {}): Promise<BackupRun> =>
    backups(words, {project, organisation, bucket}, options);
  const yes = () => ['--yes', project.name];
  const databases = () =>
    project.sql('select datname from pg_database where not datistemplate order by 1').split('\n');
  const what = () => project.sql('select distinct what from orders');
  const lost = () => project.sql("update orders set what = 'lost'");
  /** What a shell makes of the project's database, at `$1`. */
  const made = (name: string, script: string): string => {
    const file = path.join(project.folder, name);
    execFileSync('bash', ['-ec', script, 'bash', file], {env: {...process.env, db: project.db}});
    return file;
  };
  const aside = () => docker('ps', '--all', '--format', '{{.Names}}').match(/countable-restore-\S+/g) ?? [];
  const isAsBefore = (all: readonly string[]) => {
    assert.equal(what(), 'lost');
    assert.deepEqual(databases(), all);
    assert.deepEqual(
      aside().filter(name => name.includes(project.name)),
      [],
    );
  };

  it('takes a file of plain SQL, says that nothing was compared, and is undone', async () => {
    const file = made('of-friday.txt', 'docker exec $db pg_dump -U shop shop > "$1"');
    lost();
    const plan = await run(['restore', '--at', file, '--plan']);
    assert.equal(plan.exitCode, 0, plan.stderr);
    assert.match(plan.stdout, /plain SQL of PostgreSQL/);

    const done = await run(['restore', '--at', file, ...yes()]);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(what(), 'kept');
    const {restored} = done.result;
    assert.equal(restored?.source?.key, file);
    assert.deepEqual(restored.held, [{service: 'db', name: 'shop', tables: 1, rows: 50}]);
    assert.match(restored.notCompared ?? '', /nothing tells what it held/);
    const owners = "select string_agg(distinct tableowner, ',') from pg_tables where schemaname = 'public'";
    assert.equal(project.sql(owners), 'shop');
    assert.equal(
      project.sql("select string_agg(rolname, ',' order by rolname) from pg_roles where rolname !~ '^pg_'"),
      'reader,shop',
    );

    const back = await run(['restore', '--undo', ...yes()]);
    assert.equal(back.exitCode, 0, back.stderr);
    assert.equal(what(), 'lost');
  });

  it('takes standard input, which its plan does not read', async () => {
    lost();
    const all = databases();
    const file = made('in.gz', 'docker exec $db pg_dump -U shop -Fc shop | gzip > "$1"');
    project.sql("update orders set what = 'later'");
    const plan = await run(['restore', '--at', '-', '--plan']);
    assert.equal(plan.exitCode, 0, plan.stderr);
    const done = await run(['restore', '--at', '-', ...yes()], {input: createReadStream(file)});
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(what(), 'lost');
    assert.equal(databases().length, all.length + 1);
    assert.equal(project.sql("select tableowner from pg_tables where tablename = 'orders'"), 'shop');
  });

  it('takes a folder of pg_dump, and a dump in a tar, whose other files it leaves out and tells', async () => {
    const folder = made(
      'folder',
      'docker exec $db pg_dump -U shop -Fd -f /tmp/folder shop; docker cp -q $db:/tmp/folder "$1"',
    );
    const tar = made(
      'job.sql.tar.lrz',
      'docker exec $db pg_dump -U shop shop > dump; echo cat > cat.jpg; tar c cat.jpg dump | lrzip -q -o "$1" -; rm cat.jpg dump',
    );
    const before = what();
    for (const file of [folder, tar]) {
      project.sql("update orders set what = 'since'");
      const done = await run(['restore', '--at', file, ...yes()]);
      assert.equal(done.exitCode, 0, done.stderr);
      assert.equal(what(), before);
      if (file === tar) assert.match(done.result.restored?.leftAlone?.join() ?? '', /1 file in it: no dump/);
    }
  });

  it('leaves what is used as it was, where a file is empty, no dump, cut off, or refused', async () => {
    lost();
    const all = databases();
    const dump = 'docker exec $db pg_dump -U shop';
    const refused: readonly (readonly [string, string])[] = [
      ['DUMP_EMPTY', 'zstd -q < /dev/null > "$1"'],
      ['DUMP_EMPTY', `${dump} --schema-only shop > "$1"`],
      ['DUMP_UNKNOWN', 'echo "<html>502 Bad Gateway</html>" > "$1"'],
      ['DUMP_BROKEN', `${dump} shop > "$1.all"; head -n 40 "$1.all" | gzip > "$1"`],
      ['DUMP_REFUSED', `${dump} shop | sed 's/^SET row_security.*/CREATE x;/' > "$1"`],
    ];
    for (const [index, [code, script]] of refused.entries()) {
      const {result, stderr} = await run(['restore', '--at', made(`no-${index}.sql.zst`, script), ...yes()]);
      assert.equal(result.error?.code, code, stderr);
      isAsBefore(all);
    }
    const none = await run(['restore', '--at', './nothing.sql', ...yes()]);
    assert.match(none.stdout + none.stderr, /BAD_ARGUMENT/);
    isAsBefore(all);
  });

  it('takes what an older script left of this very project, and a whole server at once', async () => {
    const {name} = project;
    project.sql("update orders set what = 'kept'", 'create database other');
    project.sql('\\connect other', 'create table ones as select 1 as one');
    const own = made('own', 'docker exec $db pg_dumpall -U shop > "$1.sql"; lrzip -q -o "$1" "$1.sql"');
    const key = `left/${name}/202611/${name}.20261101-010203.sql.lrz`;
    const {readFile} = await import('node:fs/promises');
    await bucket.write(key, await readFile(own));
    const neighbour = `left/${name}-stage/202611/${name}-stage.20261102-010203.sql.lrz`;
    await bucket.write(neighbour, Buffer.from('no dump'));
    lost();
    project.sql('\\connect other', 'update ones set one = 2');
    const wrong = await run(['restore', '--at', neighbour, ...yes()]);
    assert.equal(wrong.result.error?.code, 'BACKUP_MISSING', wrong.stderr);
    assert.equal(what(), 'lost');

    const unpacked = await run(['backups', 'get', name, '2026-11-01', '--into', 'seen']);
    assert.equal(unpacked.exitCode, 0, unpacked.stderr);
    const {dumps} = JSON.parse(unpacked.stdout) as {dumps: {file: string; what: string}[]};
    assert.deepEqual(
      dumps.map(one => one.what),
      ['lrzip, plain SQL of PostgreSQL'],
    );
    assert.equal(
      await readFile(path.join(project.workspace, 'seen', `${name}.sql`), 'utf8'),
      await readFile(`${own}.sql`, 'utf8'),
    );

    const plan = await run(['restore', '--at', '2026-11-01', '--plan']);
    assert.equal(plan.exitCode, 0, plan.stderr);
    const done = await run(['restore', '--at', '2026-11-01', ...yes()]);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(done.result.restored?.source?.key, key);
    assert.equal(what(), 'kept');
    assert.equal(project.sql('\\connect other', 'select one from ones'), '1');
    assert.equal(
      project.sql("select string_agg(rolname, ',' order by rolname) from pg_roles where rolname !~ '^pg_'"),
      'reader,shop',
    );
  });
});
