import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import type {Warning} from '../../ts-helpers/src/result/result.ts';
import {countable} from './support/cli.ts';
import {commit, deploy, deployable, deployEnvironment, type DeployProject, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const COMPOSE = 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n';
const BUILT = 'services: {web: {build: ., init: true, command: sleep 600}}\n';

describe('a secret file that lies in the project', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable({'docker-compose.yml': COMPOSE, 'dc.stage.yml': 'services: {}\n'});
  });
  afterEach(() => {
    project.remove();
  });

  const here = (file: string) => path.join(project.root, `${project.name}-stage`, file);
  const only = (warnings: Warning[] = []) => {
    assert.deepEqual(
      warnings.map(({code}) => code),
      ['SECRET_IN_PROJECT'],
    );
    return warnings[0] as Warning;
  };

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

  it('is told where it is committed, and does not go with the release either', async () => {
    write(project, {'conf/stage.env': 'PASSWORD=of-the-stage\n'});
    commit(project);
    symlinkSync('conf/stage.env', path.join(project.workspace, 'link.env'));
    const {exitCode, stderr, result} = await deploy(project, {env: {COUNTABLE_ENV_FILE: 'link.env'}});
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(['conf', 'link.env'].map(here).map(existsSync), [false, false]);
    const {message, remedy} = only(result.warnings);
    assert.match(message, /: it is committed, or about to be\.$/);
    assert.match(remedy, / Then git rm --cached conf\/stage\.env, and change what is secret in it/);
  });

  it('is told where a build is given it, unless .dockerignore leaves it out', async () => {
    write(project, {
      'docker-compose.yml': BUILT,
      Dockerfile: 'FROM busybox:1.35\nCOPY . /app\n',
      '.gitignore': 'stage.env\n',
      'stage.env': 'PASSWORD=of-the-stage\n',
    });
    commit(project);
    const env = {COUNTABLE_ENV_FILE: 'stage.env'};
    const {message} = only((await deploy(project, {env})).result.warnings);
    assert.match(message, /: the build of web is given it, for no \.dockerignore leaves it out\.$/);
    write(project, {'.dockerignore': '*.env\n'});
    assert.deepEqual((await deploy(project, {env})).result.warnings ?? [], []);
  });

  it('is laid where the compose files name it, as a secret', async () => {
    write(project, {'docker-compose.yml': COMPOSE.replace('init', 'env_file: stage.env, init')});
    commit(project);
    write(project, {'stage.env': 'PASSWORD=of-the-stage\n'});
    const {exitCode, stderr} = await deploy(project, {env: {COUNTABLE_ENV_FILE: 'stage.env'}});
    assert.equal(exitCode, 0, stderr);
    assert.equal(docker('exec', `${project.name}-stage-web-1`, 'sh', '-c', 'echo $PASSWORD'), 'of-the-stage');
    assert.equal(statSync(here('stage.env')).mode & 0o777, 0o600);
  });

  it('is told of tests as well', async () => {
    write(project, {
      'dc.test.yml': 'services: {test: {image: "busybox:1.35", command: "true"}}\n',
      'test.env': 'TOKEN=of-the-tests\n',
    });
    const {stderr} = await countable(['test', '--plan'], {
      cwd: project.workspace,
      env: deployEnvironment(project, {COUNTABLE_TEST_ENV_FILE: 'test.env'}),
    });
    assert.match(stderr, /SECRET_IN_PROJECT: test\.env, .* git does not ignore it/);
  });
});
