import assert from 'node:assert/strict';
import path from 'node:path';
import {type BackedUp, type BackupRun, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {deployable} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {until} from './support/until.ts';

const SECRET = 'ada.lovelace@hospital.example.org';
const COMPOSE = {
  services: {
    db: {
      image: 'mariadb:10.11',
      environment: {MARIADB_ROOT_PASSWORD: 'tell-nobody', MARIADB_DATABASE: 'shop'},
      volumes: ['maria:/var/lib/mysql'],
    },
  },
  volumes: {maria: {}},
};

const PRODUCTION = `
create user app@'%' identified by 'of production'; grant all on shop.* to app@'%';
create table customer (id int auto_increment primary key, email varchar(40) unique, phone varchar(20), note text, born date) default charset utf8mb4;
create table orders (id int primary key, email varchar(40), foreign key (email) references customer (email));
insert into customer (email, phone, note, born) values ('${SECRET}', '+44 1', 'of ${SECRET}', '1815-12-10'), ('b@example.org', null, '', null);
insert into orders values (1, '${SECRET}'), (2, 'b@example.org');`;

const COLUMNS = {
  'customer.*': 'keep',
  'customer.email': 'email',
  'customer.phone': 'phone',
  'customer.note': 'sql',
  'customer.born': 'empty',
  'orders.id': 'keep',
  'orders.email': 'email',
};

describe('a refresh of a server that trades places whole', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;
  const sqlOf = (environment: string) => (text: string) =>
    docker(
      ...['exec', `${project.name}-${environment}-db-1`, 'sh', '-c'],
      ...['MYSQL_PWD="$MARIADB_ROOT_PASSWORD" exec mariadb -N --raw shop -e "$1"', 'sh', text],
    );
  const stage = sqlOf('stage');

  before(async () => {
    const made = deployable({
      'docker-compose.yml': JSON.stringify(COMPOSE),
      'dc.prod.yml': 'services: {}\n',
      'dc.stage.yml': 'services: {}\n',
      'countable.yml': JSON.stringify({backup: {proof: {web: false}}, mask: {columns: COLUMNS}}),
      'ops/mask.sql': "update customer set note = 'a note'\nwhere note <> '';\n",
    });
    project = {...made, db: '', sql: (...all) => all.map(sqlOf('prod')).join('\n')};
    bucket = await startBucket();
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    const file = path.join(project.workspace, 'docker-compose.yml');
    for (const environment of ['prod', 'stage']) {
      const name = `${project.name}-${environment}`;
      docker('compose', '--project-directory', project.workspace, '-p', name, '-f', file, 'up', '--detach');
      await until(() => docker('exec', `${name}-db-1`, 'mariadb-admin', '--protocol=tcp', 'ping'));
    }
    project.sql(PRODUCTION);
    stage("create table old (id int); create user app@'%' identified by 'of stage'; create user tester@'%'");
    stored(await run(['backup']));
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const run = (words: readonly string[]): Promise<BackupRun> =>
    backups(words, {project, organisation, bucket});
  const refresh = () => run(['refresh', '--environment', 'stage']);

  it('tells all rules that cannot be, by what the server says of its columns', async () => {
    const columns = {
      ...COLUMNS,
      'customer.email': 'text',
      // No index has it.
      'customer.note': 'text',
      'customer.id': 'empty',
      'customer.born': 'phone',
      'orders.email': 'keep',
    };
    project.write('countable.yml', JSON.stringify({backup: {proof: {web: false}}, mask: {columns}}));
    const {result, stderr} = await refresh();
    project.write('countable.yml', JSON.stringify({backup: {proof: {web: false}}, mask: {columns: COLUMNS}}));
    assert.equal(result.error?.code, 'MASK_UNFIT', stderr);
    assert.deepEqual(result.error.evidence.log?.lines.slice(2), [
      '    "customer.id": sql # not empty: it takes no null',
      '    "customer.email": hash # not text: no two rows may have the same in it, and all would',
      '    "customer.born": empty # not phone: its type is date',
      '    "orders.email": hash # not keep: it leads to customer.email, which is hash: no row would be found there',
    ]);
    assert.equal(stage('show tables'), 'old');
  });

  it('fails by a script that does, with its line, and leaves stage as it was', async () => {
    project.write('ops/mask.sql', "update customer\nset note = '';\nupdate nothing set a = 1;\n");
    const {result, stderr} = await refresh();
    assert.equal(result.error?.code, 'MASK_FAILED', stderr);
    assert.equal(result.error.where, 'ops/mask.sql:3');
    assert.equal(stage('show tables'), 'old');
    project.write('ops/mask.sql', "update customer set note = 'a note'\nwhere note <> '';\n");
  });

  it('stops at a trigger that would note what masks replace', async () => {
    project.sql(
      'create trigger noting after update on customer for each row insert into orders(id) values (old.id + 100)',
    );
    const backup = stored(await run(['backup']));
    const {result} = await refresh();
    assert.equal(result.error?.code, 'MASK_FAILED', backup.key);
    assert.match(result.error.message, /^The trigger noting of customer would note elsewhere/);
    project.sql('drop trigger noting');
    stored(await run(['backup']));
  });

  it('names a view whose definer may not read there what it shows', async () => {
    project.sql("create user viewer@'%'; grant select on shop.* to viewer@'%'");
    project.sql("create definer=viewer@'%' view seen as select id from customer");
    stored(await run(['backup']));
    const {result, stderr} = await refresh();
    assert.equal(result.error?.code, 'RESTORE_FAILED', stderr);
    assert.match(result.error.message, /db, the view shop\.seen cannot be read: .*'viewer'@'%'/);
    assert.equal(stage('show tables'), 'old');
    project.sql('drop view seen');
    stored(await run(['backup']));
  });

  it('brings masked data alone, and leaves users as they are', async () => {
    const done = await refresh();
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(done.result.restored?.masked, 5);
    assert.equal(done.result.proof?.verdict, 'proven');
    assert.equal(
      stage("select count(*), count(distinct email), sum(email like 'u%@example.invalid') from customer"),
      '2\t2\t2',
    );
    assert.equal(stage('select count(*) from orders join customer using (email)'), '2');
    assert.match(stage('select phone, note from customer where id = 1'), /^\+999\d{11}\ta note$/);
    assert.equal(stage('select count(born) from customer'), '0');
    assert.equal(stage("select count(*) from mysql.global_priv where user = 'tester'"), '1');
    const as = (password: string) =>
      docker(
        ...['exec', `${project.name}-stage-db-1`, 'mariadb', '-h127.0.0.1', '-uapp', `-p${password}`],
        ...['-N', '-e', 'select 1'],
      );
    assert.equal(as('of stage'), '1');
    assert.throws(() => as('of production'));
    stage('set global innodb_max_dirty_pages_pct = 0');
    const found = docker(
      ...['exec', `${project.name}-stage-db-1`, 'sh', '-c'],
      `grep -rla '${SECRET}' /var/lib/mysql || true`,
    );
    assert.equal(found, '');
  });

  it('is undone as a restore is', async () => {
    const undone = await run(['restore', '--undo', '--environment', 'stage']);
    assert.equal(undone.exitCode, 0, undone.stderr);
    assert.equal(stage('show tables'), 'old');
  });
});
