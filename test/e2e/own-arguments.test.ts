import assert from 'node:assert/strict';
import {countable} from './support/cli.ts';
import {deployable, deployEnvironment, type DeployProject} from './support/deploys.ts';
import {docker} from './support/projects.ts';

describe('a path of our own arguments that is not there', () => {
  let project: DeployProject;

  before(() => {
    project = deployable({
      'docker-compose.yml': 'services: {web: {image: "busybox:1.35", init: true, command: sleep 600}}\n',
      'dc.stage.yml': 'services: {}\n',
    });
  });
  after(() => {
    project.remove();
  });

  const JENKINS = {JENKINS_URL: 'http://127.0.0.1:9', JENKINS_USER_ID: 'ada', JENKINS_API_TOKEN: 'none'};
  const CASES: readonly [string[], NodeJS.ProcessEnv, string, RegExp][] = [
    [['deploy', 'stage'], {COUNTABLE_ENV_FILE: './nope.env'}, 'nope.env', /Correct COUNTABLE_ENV_FILE: /],
    [['test'], {COUNTABLE_TEST_ENV_FILE: 'nope.env'}, 'nope.env', /Correct COUNTABLE_TEST_ENV_FILE: /],
    [['plan'], {COUNTABLE_CONFIG: 'nope.yml'}, 'nope.yml', /Correct COUNTABLE_CONFIG: /],
    [['plan', '--facts', 'nope.json'], {}, 'nope.json', /Correct --facts, or leave it out/],
    [
      ['jenkins', 'credentials', '--set', 'shop-stage-env', '--from', 'nope.env'],
      JENKINS,
      'nope.env',
      /Correct --from: /,
    ],
  ];

  for (const [words, env, file, remedy] of CASES)
    it(`is told as just that: ${[...Object.keys(env).slice(0, 1), ...words].join(' ')}`, async () => {
      const {exitCode, stderr} = await countable(words, {
        cwd: project.workspace,
        env: deployEnvironment(project, env),
      });
      assert.equal(exitCode, 2, stderr);
      assert.match(stderr, new RegExp(`✗ BAD_\\w+: There is no file ${project.workspace}/${file}\\.\n`));
      assert.match(stderr, remedy);
      assert.doesNotMatch(stderr, /ENOENT|container|committed|\n {2}why/);
    });

  it('is told by its name where no deploys can lie there, and nothing is started', async () => {
    const {exitCode, stderr} = await countable(['deploy', 'stage'], {
      cwd: project.workspace,
      env: deployEnvironment(project, {COUNTABLE_DEPLOY_ROOT: '/proc/nowhere'}),
    });
    assert.equal(exitCode, 3, stderr);
    assert.match(stderr, /✗ NOT_WRITABLE: The folder of the deploys, \/proc\/nowhere, cannot be made\.\n/);
    assert.match(stderr, / {2}remedy {2}Correct COUNTABLE_DEPLOY_ROOT: /);
    assert.equal(docker('ps', '--quiet', '--filter', `name=${project.name}`), '');
  });
});
