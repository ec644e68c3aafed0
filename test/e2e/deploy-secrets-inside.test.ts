import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {deploy, deployable, type DeployProject, write} from './support/deploys.ts';

const COMPOSE = 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n';

describe('a secret file that lies in the project', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable({'docker-compose.yml': COMPOSE, 'dc.stage.yml': 'services: {}\n'});
  });
  afterEach(() => {
    project.remove();
  });

  const here = (file: string) => path.join(project.root, `${project.name}-stage`, file);

  it('never goes with the release, and is told where git does not ignore it', async () => {
    write(project, {'stage.env': 'PASSWORD=of-the-stage\n', 'test.env': 'TOKEN=of-the-tests\n'});
    const env = {COUNTABLE_ENV_FILE: './stage.env', COUNTABLE_TEST_ENV_FILE: 'test.env'};
    const {exitCode, stderr, result} = await deploy(project, {env});
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(['stage.env', 'test.env'].map(here).map(existsSync), [false, false]);
    assert.equal(readFileSync(here('.env'), 'utf8'), 'PASSWORD=of-the-stage\n');
    const [first, second, ...others] = result.warnings ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual(first, {
      code: 'SECRET_IN_PROJECT',
      message:
        'stage.env, the secret file that COUNTABLE_ENV_FILE names, lies in the project: git does not ignore it, and the next git add takes it.',
      remedy: 'Keep it outside the project: mv stage.env ../, and let COUNTABLE_ENV_FILE name it there.',
    });
    assert.match(second?.message ?? '', /^test\.env, the secret file that COUNTABLE_TEST_ENV_FILE names/);
  });
});
