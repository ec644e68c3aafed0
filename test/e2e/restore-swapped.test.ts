import assert from 'node:assert/strict';
import path from 'node:path';
import {type BackedUp, type BackupRun, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {deployable} from './support/deploys.ts';
import {killedOnce} from './support/killing.ts';
import {docker} from './support/projects.ts';
import {until} from './support/until.ts';

const PASSWORD = 'a b"$c\'d';
const COMPOSE = {
  services: {
    db: {
      image: 'mariadb:10.11',
      command: ['--max-connections=77', '--log-bin'],
      environment: {
        MARIADB_ROOT_PASSWORD: PASSWORD.replace('$', () => '$$'),
        MARIADB_USER: 'app',
        MARIADB_PASSWORD: 'first',
        MARIADB_DATABASE: 'shop',
      },
      volumes: [
        'maria:/var/lib/mysql',
        './conf:/etc/mysql/conf.d:ro',
        './first:/docker-entrypoint-initdb.d:ro',
      ],
    },
    docs: {image: 'mongo:6', volumes: ['docs:/data/db']},
    // It writes all the time, with a password that is no longer the one of the environment.
    app: {
      image: 'mariadb:10.11',
      init: true,
      entrypoint: ['sh', '-c'],
      command: [
        'while :; do mariadb -hdb -uapp -psecond shop -e "insert into beats values ()" || sleep 1; sleep 0.1; done',
      ],
      depends_on: ['db', 'docs'],
    },
  },
  volumes: {maria: {}, docs: {}},
};

const SEED = `
alter user app@'%' identified by 'second'; create user reader@'%' identified by 'x';
use shop;
create table things (id int auto_increment primary key, what text) default charset utf8mb4;
insert into things (what) values ('grüße 😀');
create table beats (at timestamp(6) default current_timestamp(6));
create view seen as select what from things;
create trigger careful before insert on things for each row set new.what = concat(new.what, '!');
create event tidy on schedule every 1 day do delete from beats;
grant select on shop.seen to reader@'%';`;

describe('a restore of servers that trade places whole', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;
  const of = (service: string) => `${project.name}-prod-${service}-1`;
  const sql = (text: string) =>
    docker(
      'exec',
      of('db'),
      'sh',
      '-c',
      'MYSQL_PWD="$MARIADB_ROOT_PASSWORD" exec mariadb -N --raw --default-character-set=utf8mb4 shop -e "$1"',
      'sh',
      text,
    );
  const mongo = (script: string) =>
    docker('exec', of('docs'), 'mongosh', '--quiet', 'mongodb://127.0.0.1/shop', '--eval', script);

  before(async () => {
    const made = deployable({
      'docker-compose.yml': JSON.stringify(COMPOSE),
      'dc.prod.yml': 'services: {}\n',
      'countable.yml': 'backup: {proof: {web: false}}\n',
      'conf/own.cnf': '[mariadbd]\nevent_scheduler = ON\n',
      'first/data.sql': 'create database of_the_first_start;\n',
    });
    project = {...made, db: `${made.name}-prod-db-1`, sql: (...all) => all.map(sql).join('\n')};
    bucket = await startBucket();
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    docker(
      'compose',
      '--project-directory',
      project.workspace,
      '-p',
      `${project.name}-prod`,
      '-f',
      path.join(project.workspace, 'docker-compose.yml'),
      'up',
      '--detach',
    );
    await until(() => docker('exec', of('db'), 'mariadb-admin', '--protocol=tcp', 'ping'));
    await until(() => mongo('1'));
    sql(SEED);
    mongo(
      'db.letters.insertMany([{n: 1, b: BinData(0, "AP8n")}, {n: 2}]); db.letters.createIndex({n: 1}, {unique: true, name: "byN"})',
    );
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const run = (words: readonly string[], options: Parameters<typeof backups>[2] = {}): Promise<BackupRun> =>
    backups(words, {project, organisation, bucket}, options);
  const yes = () => ['--yes', project.name];
  const things = () => sql('select what from things order by id');
  const letters = () =>
    mongo(
      'print(db.letters.find().toArray().map(one => one.n + (one.b ? one.b.base64 || one.b.buffer.toString("base64") : "")).join())',
    );
  const isAsStored = () => {
    assert.equal(things(), 'grüße 😀');
    assert.equal(
      sql(
        "select concat_ws(' ', (select what from seen), (select count(*) from information_schema.triggers where trigger_schema = 'shop'), (select status from information_schema.events))",
      ),
      'grüße 😀 1 ENABLED',
    );
    assert.match(sql('show grants for reader'), /GRANT SELECT ON `shop`.`seen`/);
    assert.equal(sql('select @@max_connections'), '77');
    assert.equal(letters(), '1AP8n,2');
    assert.match(mongo('print(db.letters.getIndexes().map(one => one.name).join())'), /byN/);
  };
  const beats = () => Number(sql('select count(*) from beats'));
  const change = () => {
    sql(
      "insert into things (what) values ('later'); drop view seen; drop user reader; create database legacy",
    );
    mongo('db.letters.deleteOne({n: 1}); db.letters.dropIndex("byN")');
  };

  it('brings back all of them, lets who writes go on, and keeps what was used', async () => {
    const {key} = stored(await run(['backup']));
    change();
    const done = await run(['restore', ...yes()]);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.match(done.stderr, /gone from db afterwards: legacy/);
    assert.equal(done.result.restored?.source?.key, key);
    assert.equal(done.result.restored.databases, 3, JSON.stringify(done.result.restored));
    isAsStored();
    const written = beats();
    await until(() => {
      assert.ok(beats() > written);
    });
  });

  it('is finished by the next one where it is killed as they trade places, and undone', async () => {
    const undo = ['restore', '--undo', ...yes()];
    await run(undo, {onStart: child => killedOnce(child, 'Start db')}).catch(() => undefined);
    const next = await run(undo);
    assert.equal(next.exitCode, 0, next.stderr);
    assert.match(next.stderr, /killed in its last steps: they are done now/);
    isAsStored();
    const back = await run(undo);
    assert.equal(back.exitCode, 0, back.stderr);
    assert.equal(things(), 'grüße 😀\nlater!');
    assert.equal(letters(), '2');
    assert.match(sql('show databases'), /legacy/);
    const label = `label=ca.countable.restore=${project.name}-prod`;
    assert.equal(docker('ps', '--all', '--quiet', '--filter', label), '');
  });
});
