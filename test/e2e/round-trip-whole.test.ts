import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {type BackedUp, backedUp, type BackupRun, backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {docker} from './support/projects.ts';
import {until} from './support/until.ts';

const COMPOSE = {
  services: {
    // Who brings projects up waits for it.
    db: {image: 'postgres:15', environment: {POSTGRES_PASSWORD: 'x'}, tmpfs: ['/var/lib/postgresql/data']},
    maria: {
      image: 'mariadb:10.11',
      environment: {MARIADB_ROOT_PASSWORD: 'tell-nobody-of-it'},
      volumes: ['maria:/var/lib/mysql'],
    },
    docs: {image: 'mongo:6', volumes: ['docs:/data/db']},
  },
  volumes: {maria: {}, docs: {}},
};

const seed = (name: string): string => path.join(import.meta.dirname, 'support/roundTrip', name);
const MARIA = [
  'sh',
  '-c',
  'MYSQL_PWD="$MARIADB_ROOT_PASSWORD" exec mariadb -uroot --default-character-set=utf8mb4',
];
const MONGO = ['mongosh', '--quiet', 'mongodb://127.0.0.1/shop', '--file'];

describe('a MariaDB and a MongoDB with all that is odd, backed up and restored', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;

  before(async () => {
    [bucket, project] = await Promise.all([
      startBucket(),
      backedUp({
        'docker-compose.yml': JSON.stringify(COMPOSE),
        'countable.yml': 'backup: {proof: {web: false}}\n',
      }),
    ]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    await until(() => docker('exec', of('maria'), 'mariadb-admin', '--protocol=tcp', 'ping'));
    docker('cp', seed('mariadb.sh'), `${of('maria')}:/tmp/`);
    for (const file of ['seed', 'told'])
      docker('cp', seed(`${file}.mongosh`), `${of('docs')}:/tmp/${file}.js`);
    maria(readFileSync(seed('mariadb.sql'), 'utf8'));
    await until(() => docker('exec', of('docs'), ...MONGO, '/tmp/seed.js'));
    note('before');
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const of = (service: string) => `${project.name}-prod-${service}-1`;
  const run = (...words: string[]): Promise<BackupRun> => backups(words, {project, organisation, bucket});
  const maria = (sql: string) =>
    execFileSync('docker', ['exec', '-i', of('maria'), ...MARIA], {
      input: sql,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
  const note = (moment: string) => {
    docker('exec', of('maria'), 'sh', '-c', `sh /tmp/mariadb.sh > /tmp/${moment}`);
    docker('exec', of('docs'), 'sh', '-c', `${MONGO.join(' ')} /tmp/told.js > /tmp/${moment}`);
  };
  const differences = () => {
    note('after');
    return ['maria', 'docs'].map(service =>
      docker('exec', of(service), 'sh', '-c', 'diff -a /tmp/before /tmp/after | cut -c 1-300 || true'),
    );
  };

  it('are the same to the byte', async () => {
    const backup = await run('backup');
    assert.equal(backup.exitCode, 0, backup.stderr);
    assert.ok(stored(backup).key);
    maria("DROP DATABASE shop; DROP USER definer@'10.%'; CREATE DATABASE later");
    docker(
      'exec',
      of('docs'),
      'mongosh',
      '--quiet',
      'mongodb://127.0.0.1/shop',
      '--eval',
      'db.dropDatabase()',
    );
    const done = await run('restore', '--yes', project.name);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.deepEqual(differences(), ['', '']);
  });
});
