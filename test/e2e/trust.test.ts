import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {countable} from './support/cli.ts';
import {type DeployProject, deployable, deployEnvironment, leftOnDisk} from './support/deploys.ts';

const files = {
  'docker-compose.yml': 'services: {web: {image: "busybox:1.35"}}\n',
  'dc.prod.yml': 'services: {web: {command: sleep 600}}\n',
  'dc.stage.yml': '{}\n',
  // What a branch that attacks would write.
  'countable.yml':
    'branches: {feature: prod}\njenkins: {production: same}\nagents: {test: prod}\ntest: none\n',
};

describe('a feature branch that gives itself production', () => {
  let project: DeployProject;
  before(() => {
    project = deployable(files);
  });
  after(() => {
    project.remove();
  });

  const run = (
    words: readonly string[],
    environment = {COUNTABLE_PRODUCTION: 'separate'},
    controller = {},
  ) => {
    const facts = path.join(project.folder, 'facts.json');
    const jenkins = {jobName: `${project.name}/feature`, buildNumber: 3, branchName: 'feature'};
    writeFileSync(facts, JSON.stringify({jenkins, controller}));
    return countable([...words, '--facts', facts], {
      cwd: project.workspace,
      env: deployEnvironment(project, environment),
    });
  };

  it('gets a plan without it, which says why', async () => {
    const {exitCode, stdout} = await run(['plan']);
    assert.equal(exitCode, 0);
    assert.match(
      stdout,
      /\nThe branch feature does not deploy to production from here: only jobs in the folder production do\. It is not deployed\.\n/,
    );
    assert.match(stdout, /`jenkins: \{production: same\}` of the repository does not count/);
    assert.match(stdout, /`agents: \{test\}` of the repository does not count/);
    assert.match(stdout, /\nNothing to do\.\n/);
  });

  it('gets no deploy either where its Jenkinsfile asks for one by itself', async () => {
    const {exitCode, stderr} = await run(['deploy', 'prod']);
    assert.equal(exitCode, 2);
    assert.match(stderr, /✗ DEPLOY_REFUSED: The branch feature does not deploy to production from here/);
    assert.match(stderr, new RegExp(`where {3}job ${project.name}/feature`));
    assert.deepEqual(leftOnDisk(project), []);
  });

  it('does not get it by a variable that its Jenkinsfile sets', async () => {
    const said = {COUNTABLE_PRODUCTION: 'separate'};
    const {exitCode, stderr} = await run(['deploy', 'prod'], {COUNTABLE_PRODUCTION: 'same'}, said);
    assert.equal(exitCode, 2);
    assert.match(stderr, /DEPLOY_REFUSED/);
  });

  it('is shown no plan of such a deploy', async () => {
    const {exitCode} = await run(['deploy', 'prod', '--plan']);
    assert.equal(exitCode, 2);
  });
});
