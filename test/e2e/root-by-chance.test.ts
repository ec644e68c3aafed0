import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {type BackupRun, backups} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {deployable, type DeployProject} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {until} from './support/until.ts';

const PASSWORD = 'tell-nobody-of-it';
/** As the pages of the official images of WordPress and MySQL show it. */
const COMPOSE = {
  services: {
    db: {
      image: 'mariadb:10.11',
      environment: {
        MYSQL_DATABASE: 'shop',
        MYSQL_USER: 'ada',
        MYSQL_PASSWORD: PASSWORD,
        MYSQL_RANDOM_ROOT_PASSWORD: '1',
      },
      volumes: ['db:/var/lib/mysql'],
    },
    web: {
      image: 'mariadb:10.11',
      entrypoint: ['sleep', '86400'],
      init: true,
      depends_on: ['db'],
      environment: {MYSQL_PWD: PASSWORD},
      healthcheck: {
        test: ['CMD', 'mariadb', '--host=db', '--user=ada', 'shop', '--execute=select * from what_is_there'],
        interval: '1s',
        retries: 60,
      },
    },
  },
  volumes: {db: {}},
};

describe('a server whose root has a password by chance', () => {
  let bucket: TestBucket;
  let project: DeployProject;
  let organisation: string;
  let db: string;

  before(async () => {
    bucket = await startBucket();
    project = deployable({'docker-compose.yml': JSON.stringify(COMPOSE), 'dc.prod.yml': 'services: {}\n'});
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    const file = path.join(project.workspace, 'docker-compose.yml');
    docker('compose', '-p', `${project.name}-prod`, '-f', file, 'up', '--detach');
    db = `${project.name}-prod-db-1`;
    await until(() => docker('exec', db, 'mariadb-admin', '--protocol=tcp', '--connect-timeout=5', 'ping'));
    sql('create table orders as select 1 as id');
    sql('create view what_is_there as select * from orders');
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const sql = (statement: string): string =>
    docker('exec', '--env', `MYSQL_PWD=${PASSWORD}`, db, 'mariadb', '-uada', '-N', 'shop', '-e', statement);
  const run = (...words: string[]): Promise<BackupRun> => backups(words, {project, organisation, bucket});

  it('is proven with who uses it, restored with the user of its image, and undone', async () => {
    const backup = await run('backup');
    assert.equal(backup.exitCode, 0, backup.stderr);
    assert.notEqual(backup.result.proof?.answeredMs, undefined, backup.stderr);
    sql('update orders set id = 2');

    const back = await run('restore', '--yes', project.name);
    assert.equal(back.exitCode, 0, back.stderr);
    assert.match(back.stderr, /no users of db.*Other users are gone/);
    assert.equal(sql('select * from what_is_there').trim(), '1');
    const again = await run('backup');
    assert.equal(again.exitCode, 0, again.stderr);

    const undone = await run('restore', '--undo', '--yes', project.name);
    assert.equal(undone.exitCode, 0, undone.stderr);
    assert.equal(sql('select * from what_is_there').trim(), '2');
  });

  it('takes a dump that people have, with what goes by the rights of its user', async () => {
    const file = path.join(project.folder, 'shop.sql');
    writeFileSync(
      file,
      docker('exec', '--env', `MYSQL_PWD=${PASSWORD}`, db, 'mariadb-dump', '-uada', 'shop'),
    );
    sql('update orders set id = 3');
    const back = await run('restore', '--at', file, '--yes', project.name);
    assert.equal(back.exitCode, 0, back.stderr);
    assert.equal(sql('select * from what_is_there').trim(), '2');
  });

  it('is proven with views of users whom nobody finds in the backup, where nothing of the project is started', async () => {
    const alone = ['backup', 'verify'] as const;
    project.write('countable.yml', 'backup: {proof: {web: false}}\n');
    for (const verb of alone) {
      const done = await run(verb);
      assert.equal(done.exitCode, 0, done.stderr);
      assert.equal(done.result.proof?.verdict, 'proven');
      assert.equal(done.result.proof?.answeredMs, undefined);
    }
  });

  it('is refused where a file beside its data tells that it follows another server', async () => {
    const log = '/var/lib/mysql/db-relay-bin.index';
    docker('exec', db, 'touch', log);
    const {result, stderr} = await run('restore', '--plan');
    docker('exec', db, 'rm', log);
    assert.equal(result.error?.code, 'NO_RESTORE_FOR', stderr);
    assert.match(result.error?.message ?? '', /it follows another server/);
  });
});
