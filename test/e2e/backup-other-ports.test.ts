import assert from 'node:assert/strict';
import path from 'node:path';
import {backups, stored} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {deployable, type DeployProject} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {until} from './support/until.ts';

const PASSWORD = 'tell-nobody-of-it';
const asking = (image: string, test: readonly string[], environment: Record<string, string>) => ({
  ...{image, entrypoint: ['sleep', '86400'], init: true, environment},
  healthcheck: {test: ['CMD', ...test], interval: '1s', retries: 60},
});
const COMPOSE = {
  services: {
    db: {
      image: 'postgres:15',
      command: ['postgres', '-p', '5544'],
      environment: {POSTGRES_PASSWORD: PASSWORD},
      volumes: ['db:/var/lib/postgresql/data'],
    },
    maria: {
      image: 'mariadb:10.11',
      command: ['--port=3307'],
      environment: {MARIADB_ROOT_PASSWORD: PASSWORD, MARIADB_DATABASE: 'shop'},
      volumes: ['maria:/var/lib/mysql'],
    },
    web: asking('postgres:15', ['psql', '-h', 'db', '-p', '5544', '-U', 'postgres', '-c', 'table orders'], {
      PGPASSWORD: PASSWORD,
    }),
    api: asking(
      'mariadb:10.11',
      ['mariadb', '--host=maria', '--port=3307', '--user=root', 'shop', '--execute=select * from orders'],
      {MYSQL_PWD: PASSWORD},
    ),
  },
  volumes: {db: {}, maria: {}},
};

describe('a backup of servers that listen at other ports', () => {
  let bucket: TestBucket;
  let project: DeployProject;

  before(async () => {
    bucket = await startBucket();
    project = deployable({'docker-compose.yml': JSON.stringify(COMPOSE), 'dc.prod.yml': 'services: {}\n'});
    const file = path.join(project.workspace, 'docker-compose.yml');
    docker('compose', '-p', `${project.name}-prod`, '-f', file, 'up', '--detach');
    const orders = 'create table orders as select 1 as id';
    await until(() => within('db', 'psql', '-h', 'localhost', '-p', '5544', '-U', 'postgres', '-c', orders));
    await until(() =>
      within('maria', 'mariadb', '-h', '127.0.0.1', '-P', '3307', '-uroot', 'shop', '-e', orders),
    );
  });

  after(() => {
    project.remove();
    bucket.remove();
  });

  const within = (service: string, ...words: string[]): string =>
    docker(
      ...['exec', '--env', `PGPASSWORD=${PASSWORD}`, '--env', `MYSQL_PWD=${PASSWORD}`],
      `${project.name}-prod-${service}-1`,
      ...words,
    );

  it('is proven with services that ask for them there, and restored', async () => {
    const organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
    const run = (...words: string[]) => backups(words, {project, organisation, bucket});
    const made = await run('backup');
    assert.equal(made.exitCode, 0, made.stderr);
    assert.equal(stored(made).tables, 2);
    assert.notEqual(made.result.proof?.answeredMs, undefined, made.stderr);
    const back = await run('restore', '--yes', project.name);
    assert.equal(back.exitCode, 0, back.stderr);
  });
});
