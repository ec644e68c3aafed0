import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {type BackedUp, type BackupRun, backups} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {deployable} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const COMPOSE = {
  services: {
    db: {
      image: 'mariadb:10.11',
      environment: {MARIADB_ROOT_PASSWORD: 'tell-nobody', MARIADB_DATABASE: 'shop'},
      volumes: ['maria:/var/lib/mysql'],
    },
    docs: {image: 'mongo:6', volumes: ['docs:/data/db']},
  },
  volumes: {maria: {}, docs: {}},
};

describe('a restore of what people have of MariaDB and MongoDB', () => {
  let bucket: TestBucket;
  let project: BackedUp;
  let organisation: string;
  const of = (service: string) => `${project.name}-prod-${service}-1`;
  const sql = (text: string) =>
    docker('exec', of('db'), 'mariadb', '-N', '-h127.0.0.1', '-uroot', '-ptell-nobody', 'shop', '-e', text);
  const mongo = (script: string) =>
    docker('exec', of('docs'), 'mongosh', '--quiet', 'mongodb://127.0.0.1/shop', '--eval', script);

  before(async () => {
    const made = deployable({'docker-compose.yml': JSON.stringify(COMPOSE), 'dc.prod.yml': 'services: {}\n'});
    project = {...made, db: `${made.name}-prod-db-1`, sql: (...all) => all.map(sql).join('\n')};
    bucket = await startBucket();
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    const {workspace, name} = project;
    docker(
      ...['compose', '--project-directory', workspace, '-p', `${name}-prod`],
      ...['-f', path.join(workspace, 'docker-compose.yml'), 'up', '--detach'],
    );
    await answering(() => sql('create table things (what text); insert into things values ("kept")'));
    await answering(() => mongo('db.things.insertOne({what: "kept"})'));
    sql("create user reader@'%' identified by 'x'; create view seen as select what from things");
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const run = (...words: string[]): Promise<BackupRun> =>
    backups([...words, '--yes', project.name], {project, organisation, bucket});
  const made = (script: string): string => {
    const file = path.join(project.folder, 'dump');
    execFileSync('bash', ['-ec', script, 'bash', file], {
      env: {...process.env, db: of('db'), docs: of('docs')},
    });
    return file;
  };

  it('takes mysqldump, and users stay those that there are', async () => {
    const file = made(
      'docker exec $db mariadb-dump -uroot -ptell-nobody --default-character-set=utf8mb4 shop | bzip2 > "$1"',
    );
    sql("update things set what = 'lost'");
    const plan = await run('restore', '--at', file, '--plan');
    assert.match(plan.stdout, /plain SQL of MySQL or MariaDB/, plan.stderr);
    const done = await run('restore', '--at', file);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(sql('select what from seen'), 'kept');
    assert.equal(sql("select count(*) from mysql.user where user = 'reader'"), '1');
    assert.deepEqual(done.result.restored?.held, [{service: 'db', name: 'shop', tables: 1, rows: 1}]);

    const back = await run('restore', '--undo');
    assert.equal(back.exitCode, 0, back.stderr);
    assert.equal(sql('select what from seen'), 'lost');
  });

  it('takes a folder of mongodump in a tar', async () => {
    const file = made(
      'docker exec $docs mongodump --quiet --out /tmp/d; docker exec $docs tar c -C /tmp d | lrzip -q -o "$1.lrz" -; mv "$1.lrz" "$1"',
    );
    mongo('db.things.updateMany({}, {$set: {what: "lost"}})');
    const done = await run('restore', '--at', file);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(mongo('print(db.things.findOne().what)'), 'kept');
  });
});

const answering = async (ask: () => string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      ask();
      return;
    } catch (error) {
      if (attempt === 240) throw error;
      await pause(500);
    }
  }
};
