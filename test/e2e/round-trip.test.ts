import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {type BackedUp, backedUp, type BackupRun, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {docker} from './support/projects.ts';

const COMPOSE = {
  services: {
    db: {
      image: 'postgis/postgis:15-3.3',
      environment: {POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'tell-nobody-of-it', POSTGRES_DB: 'shop'},
      volumes: ['pg-data:/var/lib/postgresql/data'],
    },
  },
  volumes: {'pg-data': {}},
};

const seed = (name: string): string => path.join(import.meta.dirname, 'support/roundTrip', name);
const settings = (isProven: boolean): string =>
  `backup: {proof: {web: false${isProven ? '' : ', after: false'}}}\n`;

/** Each database loses all that it has, one is gone, and so is a role. */
const DAMAGE = String.raw`
SET client_min_messages = error;
DROP SUBSCRIPTION heard; DROP EVENT TRIGGER watch; DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE later ();
SELECT count(lo_unlink(oid)) FROM pg_largeobject_metadata;
ALTER DATABASE shop RESET ALL; COMMENT ON DATABASE shop IS 'damaged'; REVOKE ALL ON DATABASE shop FROM reader;
\connect latin1
DROP SCHEMA public CASCADE;
\connect gis
TRUNCATE spatial_ref_sys, g;
\connect shop
DROP DATABASE archive;
REVOKE SET ON PARAMETER log_min_duration_statement FROM lost;
DROP ROLE lost;`;

describe('a PostgreSQL server with all that is odd, backed up and restored', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;

  before(async () => {
    [bucket, project] = await Promise.all([
      startBucket(),
      backedUp({'docker-compose.yml': JSON.stringify(COMPOSE), 'countable.yml': settings(true)}),
    ]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    psql(readFileSync(seed('postgres.sql'), 'utf8'));
    docker('cp', seed('postgres.sh'), `${project.db}:/tmp/postgres.sh`);
    note('before');
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const run = (...words: string[]): Promise<BackupRun> => backups(words, {project, organisation, bucket});
  const psql = (sql: string) =>
    execFileSync(
      'docker',
      ['exec', '-i', project.db, 'psql', '-qX', '-v', 'ON_ERROR_STOP=1', '-U', 'shop', 'shop'],
      {
        input: sql,
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    );
  const note = (moment: string) =>
    docker('exec', project.db, 'sh', '-c', `sh /tmp/postgres.sh > /tmp/${moment}`);
  const differences = () => {
    note('after');
    return docker('exec', project.db, 'sh', '-c', 'diff -a /tmp/before /tmp/after | cut -c 1-300 || true');
  };

  for (const isProven of [true, false])
    it(`is the same to the byte, ${isProven ? 'as it was proven' : 'and read again where nobody has proven it'}`, async () => {
      project.write('countable.yml', settings(isProven));
      const backup = await run('backup');
      assert.equal(backup.exitCode, 0, backup.stderr);
      const {key = ''} = stored(backup);
      psql(DAMAGE);
      const done = await run('restore', ...(isProven ? [] : ['--at', key]), '--yes', project.name);
      assert.equal(done.exitCode, 0, done.stderr);
      assert.equal(/of db rows of each table/.test(done.stderr), isProven, done.stderr);
      assert.equal(differences(), '');
    });
});
