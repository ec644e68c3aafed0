import assert from 'node:assert/strict';
import path from 'node:path';
import {
  commit,
  deploy,
  type DeployOptions,
  type DeployProject,
  deployable,
  secretFile,
  write,
} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const compose = (command: string) =>
  `services: {web: {image: "busybox:1.35", init: true, command: ${command}, environment: {PASSWORD: "\${PASSWORD:-weak-default}"}}}\n`;
const files = {
  'docker-compose.yml': compose('sleep 600'),
  'dc.prod.yml': '{}\n',
  'dc.stage.yml': '{}\n',
  'countable.yml': 'health: {none: true}\n',
};

describe('a deploy that is not given the secrets of its environment', () => {
  let project: DeployProject;
  beforeEach(() => {
    project = deployable(files);
  });
  afterEach(() => {
    project.remove();
  });

  const to = (environment: string, options: DeployOptions = {}) => deploy(project, {environment, ...options});
  const given = () => ({env: {COUNTABLE_ENV_FILE: secretFile(project, 'PASSWORD=c0rrect-h0rse\n')}});
  const folder = (environment: string) => path.join(project.root, `${project.name}-${environment}`);
  const running = () =>
    docker('ps', '--no-trunc', '--filter', `name=${project.name}`, '--format', '{{.ID}} {{.Command}}');

  it('is refused in production, which goes on as it was', async () => {
    assert.equal((await to('prod', given())).result.outcome, 'passed');
    const before = running();
    write(project, {'docker-compose.yml': compose('sleep 601')});
    commit(project);
    const {exitCode, result, stderr} = await to('prod');
    assert.deepEqual([exitCode, result.error?.code], [2, 'SECRETS_NOT_GIVEN']);
    assert.equal(result.error?.where, folder('prod'));
    assert.match(
      result.error?.remedy ?? '',
      new RegExp(`${project.name}-prod-env: countable jenkins credentials`),
    );
    assert.match(
      result.error?.remedy ?? '',
      new RegExp(`COUNTABLE_ENV_FILE=${folder('prod')}/\\.env countable deploy prod`),
    );
    assert.doesNotMatch(stderr, /c0rrect/);
    assert.equal(running(), before);
    const remedied = {env: {COUNTABLE_ENV_FILE: path.join(folder('prod'), '.env')}};
    assert.equal((await to('prod', remedied)).result.outcome, 'passed', 'by the remedy');
  });

  it('keeps them elsewhere', async () => {
    await to('stage', given());
    assert.equal((await to('stage')).result.outcome, 'passed');
    const [id = ''] = running().split(' ');
    assert.match(docker('inspect', '--format', '{{.Config.Env}}', id), /PASSWORD=c0rrect-h0rse/);
  });
});
