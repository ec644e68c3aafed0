import assert from 'node:assert/strict';
import path from 'node:path';
import {type BackedUp, backedUp, type BackupRun, backups, stored} from './backups.ts';
import {startBucket, type TestBucket} from './bucket.ts';
import {docker} from './projects.ts';
import {until} from './until.ts';

/** Of somebody, in production alone. */
export const SECRET = 'ada.lovelace@hospital.example.org';
const PRODUCTION = [
  'create table customer(id serial primary key, email text unique, name varchar(9), phone text, note text, born date)',
  'create table orders(id int primary key, email text references customer(email), what text)',
  'create table settings(mail_host text, hook text)',
  'create table seen(at timestamp, email text)',
  // Whoever masks by a trigger's leave keeps what there was.
  `create function noting() returns trigger language plpgsql as $$ begin insert into seen values (now(), old.email); return new; end $$`,
  'create trigger noting after update on customer for each row execute function noting()',
  // What leads to other servers of production, and stands in no column.
  'create extension postgres_fdw',
  'create server elsewhere foreign data wrapper postgres_fdw',
  `create user mapping for public server elsewhere options (user 'shop', password '${SECRET}')`,
  'create publication changes for all tables',
  'create table keyless(email text)',
  `insert into keyless values ('${SECRET}')`,
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
  'public.keyless.email': 'email',
};
export const MASK = "-- what people have written\nupdate customer set note = 'a note' where note <> '';\n";

/** A project with a production that is backed up, and a stage that has other data. */
export interface Stage {
  project: BackedUp;
  bucket: TestBucket;
  /** Of the backup. */
  key: string;
  /** Its database's container. */
  db: string;
  sql(text: string, database?: string): string;
  /** Writes countable.yml, with more settings; and with rules for all columns. */
  says(more: object): void;
  masked(more?: object, rules?: object): void;
  run(words: readonly string[], options?: Parameters<typeof backups>[2]): Promise<BackupRun>;
  refresh(options?: Parameters<typeof backups>[2]): Promise<BackupRun>;
  databases(): string[];
  /** Throw-away servers. */
  leftOver(state?: 'running'): string;
  /** What is used is what was there, and nothing is beside it. */
  isAsBefore(): void;
  /** No file of its server has what only production may have. */
  hasNoSecret(): void;
  remove(): void;
}

export const startStage = async (): Promise<Stage> => {
  const [bucket, project] = await Promise.all([startBucket(), backedUp({'dc.stage.yml': 'services: {}\n'})]);
  const organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
  const db = `${project.name}-stage-db-1`;
  const sql: Stage['sql'] = (text, database = 'shop') =>
    docker('exec', db, 'psql', '-qAt', '-v', 'ON_ERROR_STOP=1', '-U', 'shop', database, '-c', text);
  const says = (more: object) =>
    project.write('countable.yml', JSON.stringify({backup: {proof: {web: false}}, ...more}));
  const run: Stage['run'] = (words, options = {}) => backups(words, {project, organisation, bucket}, options);
  const databases = () =>
    sql('select datname from pg_database where not datistemplate order by 1', 'postgres').split('\n');
  const leftOver: Stage['leftOver'] = state =>
    docker(
      'ps',
      ...(state === undefined ? ['--all'] : ['--filter', `status=${state}`]),
      '--format',
      '{{.Names}}',
    )
      .split('\n')
      .filter(name => name.startsWith(`countable-refresh-${project.name}`))
      .join();

  says({});
  project.sql(...PRODUCTION);
  project.sql("create role app login password 'of production'", 'create role only_there login');
  project.sql("alter role only_there password 'known'");
  const file = path.join(project.workspace, 'docker-compose.yml');
  docker(
    ...['compose', '--project-directory', project.workspace, '-p', `${project.name}-stage`],
    ...['-f', file, 'up', '--detach'],
  );
  await until(() => docker('exec', db, 'pg_isready', '-q', '-h', '127.0.0.1'));
  sql('create table orders(id int); insert into orders values (42)');
  sql("create role app login password 'of stage'");
  const {key} = stored(await run(['backup']));
  return {
    ...{project, bucket, key, db, sql, says, run, databases, leftOver},
    masked: (more = {}, rules = {}) => says({mask: {columns: {...RULES, ...rules}}, ...more}),
    refresh: (options = {}) => run(['refresh', '--environment', 'stage'], options),
    isAsBefore() {
      assert.equal(sql('select id from orders'), '42');
      assert.deepEqual(
        databases().filter(name => name.includes('restoring')),
        [],
      );
      assert.equal(leftOver(), '');
    },
    hasNoSecret() {
      sql('checkpoint', 'postgres');
      const words = ['sh', '-c', `grep -rla '${SECRET}' /var/lib/postgresql/data || true`];
      assert.equal(docker('exec', db, ...words), '');
    },
    remove() {
      project.remove();
      bucket.remove();
    },
  };
};
