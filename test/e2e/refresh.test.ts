import assert from 'node:assert/strict';
import type {ChildProcess} from 'node:child_process';
import {rmSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {type BackedUp, backedUp, type BackupRun, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {docker} from './support/projects.ts';

const SECRET = 'ada.lovelace@hospital.example.org';
const PRODUCTION = [
  'create table customer(id serial primary key, email text unique, name varchar(9), phone text, note text, born date)',
  'create table orders(id int primary key, email text references customer(email), what text)',
  'create table settings(mail_host text, hook text)',
  'create table seen(at timestamp, email text)',
  // Whoever masks by a trigger's leave keeps what there was.
  `create function noting() returns trigger language plpgsql as $$ begin insert into seen values (now(), old.email); return new; end $$`,
  'create trigger noting after update on customer for each row execute function noting()',
  'create materialized view addresses as select email from customer',
  `insert into customer(email, name, phone, note, born) values ('${SECRET}', 'Ada', '+44 1', 'of ${SECRET}', '1815-12-10'), ('b@example.org', 'Bob', null, '', '1900-01-01')`,
  `insert into orders values (1, '${SECRET}', 'engine'), (2, 'b@example.org', 'tea')`,
  "insert into settings values ('smtp.example.org', 'https://hooks.example.org/1')",
  'refresh materialized view addresses',
];

const RULES = {
  'public.customer.id': 'keep',
  'public.customer.email': 'email',
  'public.customer.name': 'name',
  'public.customer.phone': 'phone',
  'public.customer.note': 'sql',
  'public.customer.born': 'empty',
  'public.orders.*': 'keep',
  'public.orders.email': 'email',
  'public.settings.*': 'keep',
  'public.seen.*': 'keep',
  'public.seen.email': 'email',
};
const MASK = "-- what people have written\nupdate customer set note = 'a note' where note <> '';\n";

describe('a refresh', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;
  let key: string;

  before(async () => {
    [bucket, project] = await Promise.all([startBucket(), backedUp({'dc.stage.yml': 'services: {}\n'})]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    says({});
    project.sql(...PRODUCTION);
    const file = path.join(project.workspace, 'docker-compose.yml');
    docker(
      ...['compose', '--project-directory', project.workspace, '-p', `${project.name}-stage`],
      ...['-f', file, 'up', '--detach'],
    );
    await until(() => docker('exec', of('db'), 'pg_isready', '-q', '-h', '127.0.0.1'));
    sql(
      "create table orders(id int); insert into orders values (42); create role app login password 'of stage'",
    );
    project.sql(
      "create role app login password 'of production'",
      "create role only_there login password 'known'",
    );
    key = stored(await run(['backup'])).key;
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const of = (service: string) => `${project.name}-stage-${service}-1`;
  const sql = (text: string, database = 'shop') =>
    docker('exec', of('db'), 'psql', '-qAt', '-v', 'ON_ERROR_STOP=1', '-U', 'shop', database, '-c', text);
  const says = (more: object) =>
    project.write('countable.yml', JSON.stringify({backup: {proof: {web: false}}, ...more}));
  const masked = (more: object = {}, rules: object = {}) =>
    says({mask: {columns: {...RULES, ...rules}}, ...more});
  const run = (words: readonly string[], options: Parameters<typeof backups>[2] = {}): Promise<BackupRun> =>
    backups(words, {project, organisation, bucket}, options);
  const refresh = (options: Parameters<typeof backups>[2] = {}) =>
    run(['refresh', '--environment', 'stage'], options);
  const databases = () =>
    sql('select datname from pg_database where not datistemplate order by 1', 'postgres').split('\n');
  const isOfStage = () => {
    assert.equal(sql('select id from orders'), '42');
    assert.deepEqual(
      databases().filter(name => name.includes('restoring')),
      [],
    );
    assert.equal(leftOver(), '');
  };
  const leftOver = () =>
    docker('ps', '--all', '--format', '{{.Names}}')
      .split('\n')
      .filter(name => name.startsWith('countable-refresh'))
      .join();
  const isNowhereIn = (container: string) => {
    sql('checkpoint', 'postgres');
    const found = docker(
      ...['exec', container, 'sh', '-c', `grep -rla '${SECRET}' /var/lib/postgresql/data || true`],
    );
    assert.equal(found, '');
  };

  it('is never of production, and of no other environment as long as columns are not declared', async () => {
    const prod = await run(['refresh', '--environment', 'prod']);
    assert.equal(prod.exitCode, 2);
    assert.match(prod.stdout + prod.stderr, /REFRESH_REFUSED/);

    const {result, exitCode} = await refresh();
    assert.equal(result.error?.code, 'MASK_INCOMPLETE', JSON.stringify(result.error));
    assert.equal(exitCode, 4);
    const lines = result.error.evidence.log?.lines ?? [];
    assert.ok(lines.includes('    "public.customer.email": email'), lines.join('\n'));
    assert.ok(lines.includes('    "public.orders.what": text'), lines.join('\n'));
    isOfStage();
    isNowhereIn(of('db'));
  });

  it('is refused of a protected project that masks nothing, before anything is downloaded', async () => {
    says({protected: true});
    const {result, stderr} = await refresh();
    assert.equal(result.error?.code, 'REFRESH_REFUSED');
    assert.doesNotMatch(stderr, /throw-away/);
    isOfStage();
  });

  it('fails by a mask that does not do what it says, and leaves stage as it was', async () => {
    masked();
    project.write('ops/mask.sql', "-- a slip\nupdate customer set note = 'x' where email like '%@nobody';\n");
    const missed = await refresh();
    assert.equal(missed.result.error?.code, 'MASK_FAILED', missed.stderr);
    assert.match(missed.result.error.message, /public\.customer\.note holds in 1 row what it held before/);
    isOfStage();

    project.write('ops/mask.sql', "update customer set note = 'x';\nupdate customer set nothing = 1;\n");
    const wrong = await refresh();
    assert.equal(wrong.result.error?.code, 'MASK_FAILED', wrong.stderr);
    assert.equal(wrong.result.error.where, 'ops/mask.sql:2');
    assert.match(wrong.result.error.message, /column "nothing" of relation "customer" does not exist/);
    isOfStage();

    project.write('ops/mask.sql', MASK);
    masked({}, {'public.customer.born': 'phone'});
    assert.match(
      (await refresh()).result.error?.message ?? '',
      /^public\.customer cannot be masked: .*type date/,
    );
    masked({}, {'public.customer.emial': 'email'});
    assert.equal((await refresh()).result.error?.code, 'MASK_UNKNOWN');
    isOfStage();
    isNowhereIn(of('db'));
  });

  it('brings masked data alone, which is nowhere else before, and tells that the backup restores', async () => {
    masked();
    project.write('ops/mask.sql', MASK);
    project.write('ops/after-refresh.sql', "update settings set mail_host = 'localhost', hook = null;\n");
    const done = await refresh();
    assert.equal(done.exitCode, 0, done.stderr);
    const {restored, proof} = done.result;
    assert.equal(restored?.source?.key, key);
    assert.equal(restored.masked, 7);
    assert.equal(proof?.verdict, 'proven');
    assert.equal(proof.key, key);
    const past = (await bucket.keys()).filter(one => one.startsWith(key) && one.endsWith('.proven.json'));
    assert.equal(past.length > 1, true, past.join());

    assert.equal(sql('select count(*), count(distinct email) from customer'), '2|2');
    assert.equal(sql("select count(*) from customer where email like 'u%@example.invalid'"), '2');
    assert.equal(sql('select what from orders join customer using (email) order by 1'), 'engine\ntea');
    assert.match(sql('select name, phone from customer where id = 1'), /^[0-9a-f]{9}\|\+999\d{11}$/);
    assert.equal(sql('select note, phone from customer order by id desc limit 1'), '|');
    assert.equal(sql('select count(born) from customer'), '0');
    assert.equal(sql('select mail_host, hook from settings'), 'localhost|');
    assert.equal(sql("select count(*) from addresses where email like '%@example.invalid'"), '2');
    assert.equal(sql("select count(*) from seen where email not like '%@example.invalid'"), '0');
    isNowhereIn(of('db'));
    assert.equal(leftOver(), '');
    // Passwords of production come with nobody.
    assert.equal(
      sql(
        "select rolname, rolpassword is null from pg_authid where rolname in ('app', 'only_there') order by 1",
      ),
      'app|f\nonly_there|t',
    );
    assert.equal(project.sql(`select count(*) from customer where email = '${SECRET}'`), '1');
  });

  it('is undone as a restore is', async () => {
    const undone = await run(['restore', '--undo', '--environment', 'stage']);
    assert.equal(undone.exitCode, 0, undone.stderr);
    isOfStage();
  });

  it('keeps what was there before the first one, and the last one, and nothing between', async () => {
    for (const _ of [1, 2, 3]) assert.equal((await refresh()).exitCode, 0);
    const before = databases().filter(name => name.startsWith('shop_before_'));
    // One is what the refresh before had brought that was undone.
    assert.equal(before.length, 3, before.join());
    assert.deepEqual(
      before.map(name => {
        sql(`alter database "${name}" allow_connections true`, 'postgres');
        return sql("select count(*) from information_schema.tables where table_name = 'customer'", name);
      }),
      ['1', '0', '1'],
    );
  });

  it('leaves nothing that was not masked, at whatever step it is killed', async () => {
    for (const words of ['Restore backups/', 'There, mask', 'Load what came', 'Let it take']) {
      await refresh({onStart: child => killedOnce(child, words)}).catch(() => undefined);
      isNowhereIn(of('db'));
      const next = await refresh();
      assert.equal(next.exitCode, 0, `${words}: ${next.stderr}`);
      assert.equal(leftOver(), '', words);
      assert.equal(sql("select count(*) from customer where email like '%@example.invalid'"), '2', words);
    }
  });

  it('stops at a column that production has since, and brings what somebody has consented to', async () => {
    project.sql('alter table customer add column iban text', "update customer set iban = 'DE1'");
    stored(await run(['backup']));
    const {result} = await refresh();
    assert.equal(result.error?.code, 'MASK_INCOMPLETE');
    assert.match(result.error.message, /1 column of the backup: public\.customer\.iban\.$/);

    says({protected: true, refresh: {consent: {by: 'A. Clerk', on: '2020-01-01', for: 'letter 4711'}}});
    rmSync(path.join(project.workspace, 'ops/mask.sql'));
    const agreed = await refresh();
    assert.equal(agreed.exitCode, 0, agreed.stderr);
    assert.match(agreed.stderr, /Nothing is masked: A\. Clerk has consented/);
    assert.equal(sql("select count(*) from customer where iban = 'DE1'"), '2');
  });
});

const until = async (work: () => unknown): Promise<void> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      work();
      return;
    } catch (error) {
      if (attempt === 240) throw error;
      await pause(500);
    }
};

/** As soon as it says so. */
const killedOnce = (child: ChildProcess, words: string): void => {
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said += text.toString();
    if (said.includes(words)) child.kill('SIGKILL');
  });
};
