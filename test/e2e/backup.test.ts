import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Manifest} from '../../ts-helpers/src/archive/manifest.ts';
import {type BackedUp, backedUp, backups, leftOfProofs, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {docker} from './support/projects.ts';

describe('a backup', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;
  /** Where it does not matter whether the project comes up. */
  let quick: string;

  before(async () => {
    [bucket, project] = await Promise.all([startBucket(), backedUp()]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    quick = bucket.organisation(path.join(project.folder, 'quick.yml'), {proof: {web: false}});
    project.sql(
      'create table orders(id int primary key, note text, photo bytea)',
      String.raw`insert into orders select i, 'line ' || i || E'\n\\.\n\t', decode(md5(i::text), 'hex') from generate_series(1, 5000) i`,
      'create table "odd (name)."(x int)',
      `create function odd() returns text language sql as $$ select '
COPY orders (id) FROM stdin;
' $$`,
      `select lo_from_bytea(0, 'a large object')`,
      'create role reader',
      'grant select on orders to reader',
    );
    project.sql('create database "an other = one"');
    project.sql('create database pattern is_template true');
    project.sql('create database shut allow_connections false');
    docker(
      'exec',
      `${project.name}-prod-web-1`,
      'sh',
      '-c',
      'cd /srv/media; mkdir a; head -c 300000 /dev/urandom > a/1; ln -s a/1 link; chown -R 1234 a; chmod 700 a',
    );
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const run = (words: readonly string[], more: {organisation?: string; env?: NodeJS.ProcessEnv} = {}) =>
    backups(words, {project, organisation: more.organisation ?? organisation, bucket}, {env: more.env ?? {}});

  it('holds all databases, roles, volumes and folders, and is proven right after', async () => {
    const made = await run(['backup']);
    assert.equal(made.exitCode, 0, made.stderr);
    const {key, databases, rows, files, size, recipients} = stored(made);
    assert.deepEqual(
      {databases, rows, files, recipients},
      {databases: 4, rows: 5000, files: 6, recipients: 0},
    );
    assert.match(key, new RegExp(`^backups/${project.name}/\\d{4}-\\d\\d-\\d\\dT\\d{6}Z\\.tar\\.zst$`));
    assert.equal(made.result.proof?.verdict, 'proven', made.stderr);
    const {answeredMs = 0, restoreMs = 0} = made.result.proof ?? {};
    assert.ok(answeredMs > restoreMs && restoreMs > 0);
    assert.deepEqual(await bucket.keys(), [key, `${key}.manifest.json`, `${key}.proven.json`]);
    assert.deepEqual(await bucket.unfinished(), []);
    assert.deepEqual(leftOfProofs(project), []);

    const archive = path.join(project.folder, 'by-hand.tar.zst');
    const object = await bucket.read(key);
    assert.equal(object.length, size);
    writeFileSync(archive, object);
    const byHand = (script: string): string =>
      execFileSync('sh', ['-ec', script, 'sh', archive], {encoding: 'utf8'});
    assert.match(
      byHand('zstd -dc "$1" | tar xO --wildcards "servers/db/databases/shop/*"'),
      /PostgreSQL database dump complete/,
    );
    const manifest = JSON.parse(byHand('zstd -dc "$1" | tar xO manifest.json')) as Manifest;
    assert.equal(
      manifest.servers[0]?.databases.find(({name}) => name === 'shop')?.tables['public.orders']?.rows,
      5000,
    );
    assert.deepEqual(
      manifest.leftOut.map(({what}) => what),
      [
        'volume pg-data',
        'folder ./site',
        'the volume without a name at /var/lib/postgresql/data of web',
        'the database shut of db',
      ],
    );
    assert.match(made.stderr, /Not in it is the database shut of db: it lets nobody in/);
    assert.match(byHand('zstd -dc "$1" | tar xO --wildcards "files/*uploads/*" | tar xO'), /dear all/);
    assert.doesNotMatch(JSON.stringify(made.result) + made.stderr, /tell-nobody-of-it/);
  });

  it('is read by age and lrzip alone where it is encrypted, by each of its keys', async () => {
    const keys = ['one', 'two'].map(name => path.join(project.folder, `${name}.key`));
    const recipients = keys.map(file => {
      execFileSync('age-keygen', ['-o', file], {stdio: 'ignore'});
      return execFileSync('age-keygen', ['-y', file], {encoding: 'utf8'}).trim();
    });
    const sealed = bucket.organisation(path.join(project.folder, 'sealed.yml'), {
      recipients,
      format: 'tar.lrz',
      proof: {web: false},
    });
    const made = await run(['backup'], {organisation: sealed});
    assert.equal(made.exitCode, 0, made.stderr);
    const {key} = stored(made);
    assert.match(key, /\.tar\.lrz\.age$/);
    assert.deepEqual(
      made.result.warnings?.map(({code}) => code),
      ['NOT_PROVEN'],
    );
    assert.doesNotMatch(await bucket.read(`${key}.manifest.json`).then(String), /digest|schema/);
    const file = path.join(project.folder, 'sealed.tar.lrz.age');
    writeFileSync(file, await bucket.read(key));
    const script = 'age -d -i "$1" "$2" | lrzip -q -d -o - - 2>/dev/null | tar t';
    const listing = execFileSync('sh', ['-ec', script, 'sh', keys[0] as string, file], {encoding: 'utf8'});
    assert.match(listing, /^manifest\.json$/m);

    const proven = await run(['verify'], {organisation: sealed, env: {COUNTABLE_BACKUP_KEY_FILE: keys[1]}});
    assert.equal(proven.result.proof?.verdict, 'proven', proven.stderr);
  });

  it('that was damaged in the bucket is not proven, and the one before it stays', async () => {
    const {key} = stored(await run(['backup'], {organisation: quick}));
    const object = await bucket.read(key);
    for (const [damaged, how] of [
      [object.subarray(0, object.length - 20), 'cut off'],
      [Buffer.concat([object.subarray(0, 4000), Buffer.from('x'), object.subarray(4001)]), 'changed'],
    ] as const) {
      await bucket.write(key, damaged);
      const again = await run(['verify', '--at', key], {organisation: quick});
      assert.equal(again.result.error?.code, 'PROOF_FAILED', `${how}: ${again.stderr}`);
      assert.equal(again.exitCode, 10);
      assert.equal(again.result.proof?.verdict, 'failed');
    }
    assert.ok((await bucket.keys()).includes(`${key}.failed.json`));
    assert.deepEqual(leftOfProofs(project), []);
  });

  it('that holds much less than the last proven one is an error, until that is meant', async () => {
    project.sql('delete from orders where id > 1000');
    const shrunk = await run(['backup'], {organisation: quick});
    assert.equal(shrunk.result.error?.code, 'BACKUP_SHRUNK', shrunk.stderr);
    assert.match(shrunk.result.error?.message ?? '', /shop of db has 1000 rows, and had 5000/);
    const meant = await run(['verify', '--accept'], {organisation: quick});
    assert.equal(meant.result.proof?.verdict, 'proven', meant.stderr);
  });

  it('on which the project does not come up is not proven, and its log tells why', async () => {
    project.sql('alter table orders rename to orders_old');
    const made = await run(['backup']);
    assert.equal(made.result.error?.code, 'PROOF_FAILED', made.stderr);
    assert.match(made.result.error?.message ?? '', /web does not become healthy/);
    project.sql('alter table orders_old rename to orders');
    // One that does not start the project clears nothing.
    const less = await run(['verify'], {organisation: quick});
    assert.equal(less.result.error?.code, 'PROOF_FAILED', less.stderr);
    assert.match(less.result.error?.message ?? '', /stays failed: a proof before failed at web, which/);
    const {key = ''} = made.result.backup ?? {};
    assert.equal(
      (await bucket.keys()).filter(one => one.endsWith('.proven.json') && one.includes(key)).length,
      1,
    );
    assert.match((await run(['backups'])).stdout, /"at web"/);
  });

  it("is asked the project's own questions", async () => {
    project.write('ops/verify.sql', 'select count(*) from orders;\n');
    const asked = await run(['backup'], {organisation: quick});
    assert.equal(asked.exitCode, 0, asked.stderr);
    const {key} = stored(asked);
    assert.match(String(await bucket.read(`${key}.proven.json`)), /"said": \[\s+"1000"/);
    project.write('ops/verify.sql', 'select 1 / (select count(*) from orders where id > 5000);\n');
    const wrong = await run(['backup'], {organisation: quick});
    assert.match(
      wrong.result.error?.message ?? '',
      /ops\/verify\.sql fails on what was restored: .*division by zero/,
    );
  });
});
