import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Operation, OperationPlan} from '../../ts-helpers/src/seam/operation.ts';
import {countable, type Run} from './support/cli.ts';
import {commit, deploy, deployable, deployEnvironment, type DeployProject, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const site = (version: string) => ({
  'docker-compose.yml': `services:
  web:
    image: busybox:1.35
    init: true
    command: sleep 600
    environment: {VERSION: '${version}'}
`,
  'dc.prod.yml': 'services: {}\n',
});

/** What `countableOps()` does with the CLI, in the empty workspace of a job. */
describe('what operators choose', () => {
  let project: DeployProject;
  let workspace: string;

  before(async () => {
    project = deployable(site('one'));
    workspace = path.join(project.folder, 'operations');
    mkdirSync(workspace);
    for (const version of ['one', 'two']) {
      write(project, site(version));
      commit(project);
      const {exitCode, stderr} = await deploy(project, {environment: 'prod', words: ['--branch', 'master']});
      assert.equal(exitCode, 0, stderr);
    }
  });
  after(() => {
    project.remove();
  });

  const run = (words: readonly string[], operation: object, options: object = {}): Promise<Run> => {
    const facts = path.join(project.folder, 'facts.json');
    const jenkins = {jobName: 'operations', buildNumber: 12, branchName: null};
    writeFileSync(facts, JSON.stringify({jenkins, operation, options}));
    return countable([...words, '--facts', facts], {cwd: workspace, env: deployEnvironment(project)});
  };
  const chosen = async (parameters: Record<string, string | boolean>): Promise<Operation> => {
    const {stdout, stderr} = await run(['operation', '--json'], {parameters, by: 'ada'});
    const {operation} = JSON.parse(stdout) as OperationPlan;
    assert.ok(operation, stderr);
    return operation;
  };
  const carryOut = (one: Operation, words: readonly string[] = []): Promise<Run> =>
    run([one.verb, ...words], {deployed: one.deployed}, one.options);
  const version = () => {
    const web = docker('ps', '--quiet', '--filter', `name=${project.name}-prod-web`).trim();
    return docker('exec', web, 'sh', '-c', 'echo $VERSION').trim();
  };

  it('is shown and done in the folder of the deploy, to which no checkout is needed', async () => {
    const releases = await chosen({ACTION: 'releases', PROJECT: project.name, ENVIRONMENT: 'prod'});
    const listed = await carryOut(releases, releases.does);
    assert.equal(listed.exitCode, 0, listed.stderr);
    assert.match(listed.stdout, /prod/);

    const rollback = await chosen({ACTION: 'rollback', PROJECT: project.name, ENVIRONMENT: 'prod'});
    assert.match(rollback.confirm ?? '', /in production/);
    const shown = await carryOut(rollback, rollback.shows);
    assert.equal(shown.exitCode, 0, shown.stderr);
    assert.match(shown.stdout, /web/);
    assert.equal(version(), 'two');
    const done = await carryOut(rollback, rollback.does);
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(version(), 'one');
  });

  it('is refused to a job that is none of the operators', async () => {
    const facts = path.join(project.folder, 'others.json');
    const jenkins = {jobName: 'shop/master', buildNumber: 1, branchName: 'master'};
    writeFileSync(facts, JSON.stringify({jenkins, operation: {parameters: {}}}));
    const {exitCode, stderr} = await countable(['operation', '--facts', facts], {
      cwd: workspace,
      env: deployEnvironment(project),
    });
    assert.equal(exitCode, 2);
    assert.match(stderr, /DEPLOY_REFUSED/);
  });
});
