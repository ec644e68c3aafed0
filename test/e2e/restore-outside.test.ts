import assert from 'node:assert/strict';
import path from 'node:path';
import {type BackedUp, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {deployable} from './support/deploys.ts';
import {killedOnce} from './support/killing.ts';
import {docker} from './support/projects.ts';
import {until} from './support/until.ts';

const URL = 'postgres://master:s3cret@shop-db.example:5432/shop';
const COMPOSE = {
  services: {
    web: {
      image: 'postgres:15',
      command: ['sleep', '86400'],
      init: true,
      environment: {DATABASE_URL: URL},
      volumes: ['media:/srv/media'],
    },
    mailer: {image: 'postgres:15', command: ['sleep', '86400'], init: true},
  },
  volumes: {media: {}},
};

/** As hosted servers are: who asks is no superuser, there are databases of others, and one that nobody may enter. */
const HOSTED = String.raw`
create role master login createrole createdb password 's3cret';
create role app login password 'a'; grant app to master;
create database rdsadmin; revoke connect on database rdsadmin from public;
create database others; create database shop owner master;
\connect shop
set role master;
create table orders (id int primary key, what text); insert into orders values (1, 'kept');
grant select on orders to app;`;

describe('a restore of a database that is no service', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;
  let db: string;

  const sql = (statement: string, user = 'postgres'): string =>
    docker('exec', db, 'psql', '-qAt', '-v', 'ON_ERROR_STOP=1', '-U', user, 'shop', '-c', statement);
  const run = (words: readonly string[], options: Parameters<typeof backups>[2] = {}) =>
    backups(words, {project, organisation, bucket}, options);
  const yes = () => ['--yes', project.name];
  const startedAt = (service: string): string =>
    docker('inspect', '--format', '{{.State.StartedAt}}', `${project.name}-prod-${service}-1`);
  const names = (): string[] =>
    sql('select datname from pg_database where not datistemplate order by 1').split('\n');
  const tools = (): string => docker('ps', '--all', '--quiet', '--filter', 'label=ca.countable.backup-tools');

  before(async () => {
    bucket = await startBucket();
    const files = {
      'docker-compose.yml': JSON.stringify(COMPOSE),
      'dc.prod.yml': 'services: {}\n',
      'countable.yml': 'databases: [DATABASE_URL]\nbackup: {proof: {web: false}}\n',
    };
    const made = deployable(files);
    docker('compose', '--project-directory', made.workspace, '-p', `${made.name}-prod`, 'up', '--detach');
    db = docker(
      ...['run', '--detach', '--network', `${made.name}-prod_default`, '--network-alias', 'shop-db.example'],
      ...['--env', 'POSTGRES_PASSWORD=adm1n', 'postgres:15'],
    );
    project = {...made, db, sql};
    organisation = bucket.organisation(path.join(made.folder, 'organisation.yml'));
    await until(() => docker('exec', db, 'pg_isready', '-q', '-h', '127.0.0.1'));
    docker('exec', db, 'sh', '-c', `psql -qU postgres -v ON_ERROR_STOP=1 <<'EOF'\n${HOSTED}\nEOF`);
  });

  after(() => {
    docker('rm', '--force', '--volumes', db);
    project.remove();
    bucket.remove();
  });

  it('takes the place of what is used, by its name, and is undone', async () => {
    const {key} = stored(await run(['backup']));
    sql("update orders set what = 'lost'");
    const plan = await run(['restore', '--plan']);
    assert.match(
      JSON.stringify(plan.result),
      /shop-db\.example: whoever uses it from elsewhere is sent away/,
    );
    const [web, mailer] = [startedAt('web'), startedAt('mailer')];
    const done = await run(['restore', ...yes()]);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(done.result.restored?.source?.key, key);
    assert.match(done.stderr, /✓ Compare it with what was stored \(/, 'what such a server is nobody knows');
    assert.equal(sql('select what from orders', 'app'), 'kept');
    assert.deepEqual([startedAt('web') === web, startedAt('mailer') === mailer], [false, true]);
    assert.match(names().join(), /^others,postgres,rdsadmin,shop,shop_before_\d{8}t\d{6}z$/);
    assert.ok(!done.stderr.includes('s3cret'));

    const back = await run(['restore', '--undo', ...yes()]);
    assert.equal(back.exitCode, 0, back.stderr);
    assert.equal(sql('select what from orders'), 'lost');
    assert.equal(tools(), '');
  });

  it('that was killed is mended by the next one, by other tools', async () => {
    sql("update orders set what = 'lost'");
    await run(['restore', ...yes()], {onStart: child => killedOnce(child, 'Compare it')}).catch(
      () => undefined,
    );
    assert.equal(sql('select what from orders'), 'lost');
    const next = await run(['restore', ...yes()]);
    assert.equal(next.exitCode, 0, next.stderr);
    assert.match(next.stderr, /killed before it changed anything: what it had loaded is removed/);
    assert.equal(sql('select what from orders'), 'kept');
    assert.deepEqual(
      names().filter(name => name.includes('restoring')),
      [],
    );
    assert.equal(tools(), '');
  });

  it('takes what people have already', async () => {
    project.write(
      'friday.sql',
      "SET statement_timeout = 0;\ncreate table orders (id int, what text);\ninsert into orders values (1, 'of friday');\n",
    );
    const done = await run(['restore', '--at', './friday.sql', ...yes()]);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(sql('select what from orders'), 'of friday');
    const back = await run(['restore', '--undo', ...yes()]);
    assert.equal(back.exitCode, 0, back.stderr);
    assert.equal(sql('select what from orders'), 'kept');
  });

  it('is refused by who may make no database, and nothing has changed', async () => {
    sql('alter role master nocreatedb');
    const refused = await run(['restore', ...yes()]);
    assert.equal(refused.result.error?.code, 'RESTORE_FAILED', refused.stderr);
    assert.match(refused.result.error?.message ?? '', /permission denied to create database/);
    assert.equal(sql('select what from orders'), 'kept');
  });
});
