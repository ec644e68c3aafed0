import assert from 'node:assert/strict';
import path from 'node:path';
import {type BackedUp, backedUp, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {docker} from './support/projects.ts';
import {until} from './support/until.ts';

const PASSWORD = 'tell-nobody-of-it';
const COMPOSE = {
  services: {
    db: {
      image: 'postgres:15',
      environment: {POSTGRES_USER: 'shop', POSTGRES_PASSWORD: PASSWORD, POSTGRES_DB: 'shop'},
      volumes: ['pg-data:/var/lib/postgresql/data'],
    },
    web: {
      image: 'postgres:15',
      command: ['sleep', '86400'],
      init: true,
      environment: {DATABASE_URL: `postgres://postgres:${PASSWORD}@shop-db.example:5432/postgres`},
      volumes: ['media:/srv/media'],
    },
  },
  volumes: {'pg-data': {}, media: {}},
};
const SETTINGS = {databases: ['DATABASE_URL'], backup: {proof: {web: false}}};
const RULES = {'public.orders.*': 'keep', 'public.orders.email': 'email', 'public.ledger.*': 'keep'};

describe('a project on a laptop, of which production has a database elsewhere', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let elsewhere: string;

  before(async () => {
    [bucket, project] = await Promise.all([
      startBucket(),
      backedUp({'docker-compose.yml': JSON.stringify(COMPOSE), 'dc.prod.yml': 'services: {}\n'}),
    ]);
    elsewhere = docker(
      ...['run', '--detach', '--network', `${project.name}-prod_default`],
      ...['--network-alias', 'shop-db.example', '--env', `POSTGRES_PASSWORD=${PASSWORD}`],
      ...['postgres:15', '-c', 'log_connections=on'],
    );
    await until(() => docker('exec', elsewhere, 'pg_isready', '-q', '-h', '127.0.0.1'));
    docker('exec', elsewhere, 'psql', '-qU', 'postgres', '-c', 'create table ledger (id int primary key)');
    project.sql('create table orders (email text)', "insert into orders values ('ada@hospital.example.org')");
  });
  after(() => {
    docker('compose', '-p', project.name, 'down', '--volumes', '--timeout', '0');
    docker('rm', '--force', '--volumes', elsewhere);
    project.remove();
    bucket.remove();
  });

  const run = (...words: string[]) => {
    const organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    return backups(words, {project, organisation, bucket});
  };
  const up = async () => {
    const {exitCode, stderr, result} = await run('up');
    assert.equal(exitCode, 0, stderr);
    const {done, notes} = result as unknown as Record<'done' | 'notes', string[]>;
    return {stderr, done: done.join('\n'), notes: notes.join('\n')};
  };
  const connections = () => docker('logs', elsewhere).split('connection received').length;
  const sql = (text: string) =>
    docker('exec', `${project.name}-db-1`, 'psql', '-qAt', '-U', 'shop', 'shop', '-c', text);

  it('is up without data where that cannot be masked, says so, and gets it once it can', async () => {
    project.write('countable.yml', JSON.stringify({...SETTINGS, mask: {columns: {}}}));
    stored(await run('backup'));
    const before = connections();
    project.write(
      'countable.yml',
      JSON.stringify({...SETTINGS, mask: {columns: {'public.orders.name': 'keep'}}}),
    );
    const first = await up();
    assert.match(first.notes, /No test data: Nothing says what becomes of 1 column of the backup/);
    assert.match(first.stderr, /✗ Load test data/);
    assert.match(first.stderr, /"public\.orders\.email": email/);
    assert.doesNotMatch(first.done, /Load test data/);
    assert.equal(sql("select count(*) from pg_tables where tablename = 'orders'"), '0');

    project.write('countable.yml', JSON.stringify({...SETTINGS, mask: {columns: RULES}}));
    const second = await up();
    assert.match(second.done, /Load test data/);
    assert.match(
      second.notes,
      /Not brought of production: DATABASE_URL \(it is no service, and nothing elsewhere is reached from here\); media \(/,
    );
    assert.match(second.notes, /What was there before is kept: .*shop_before_/);
    assert.match(sql('select email from orders'), /@example\.invalid$/);
    assert.doesNotMatch((await up()).done, /Load test data/);
    assert.equal(connections(), before);
  });
});
