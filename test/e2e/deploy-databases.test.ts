import assert from 'node:assert/strict';
import {deploy, deployable, type DeployProject} from './support/deploys.ts';
import {docker} from './support/projects.ts';

describe('a deploy of a database that has no health check', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  /** Its set-up takes longer than it takes to settle. */
  const deployed = (sql: string) => {
    project = deployable({
      'docker-compose.yml': JSON.stringify({
        services: {
          db: {
            image: 'postgres:15',
            environment: {POSTGRES_PASSWORD: 'x'},
            volumes: ['./shop.sql:/docker-entrypoint-initdb.d/shop.sql:ro'],
          },
        },
      }),
      'shop.sql': sql,
      'dc.stage.yml': 'services: {}\n',
      'countable.yml': 'health: {settle: 2, minutes: 2}\n',
    });
    return deploy(project);
  };

  it('counts once it listens', async () => {
    const {exitCode, stderr} = await deployed('select pg_sleep(4);\ncreate table shop();\n');
    assert.equal(exitCode, 0, stderr);
    const log = docker('logs', `${project.name}-stage-db-1`);
    assert.match(log, /init process complete/);
  });
});
