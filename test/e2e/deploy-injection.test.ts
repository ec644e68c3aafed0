import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import path from 'node:path';
import {countable} from './support/cli.ts';
import {commit, deploy, deployable, deployEnvironment, type DeployProject, git} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const FILES = {
  'docker-compose.yml': 'services: {web: {build: ., init: true, command: sleep 600}}\n',
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "yes"}}}\n',
  Dockerfile: 'FROM busybox:1.35\n',
};
const BRANCH = 'x;touch${IFS}pwned&&$(touch${IFS}pwned)`touch${IFS}pwned`"\'';
const MESSAGE = 'Fix "; touch pwned; \' $(touch pwned) `touch pwned` ${HOME} $HOME';
const AUTHOR = 'Ada "$(touch pwned)" `touch pwned`; \' $HOME ${HOME} $$';

describe('words of others that look like commands', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable(FILES);
  });
  afterEach(() => {
    assert.deepEqual(
      readdirSync(project.folder, {recursive: true, encoding: 'utf8'}).filter(
        file => path.basename(file) === 'pwned',
      ),
      [],
      'nothing was executed',
    );
    project.remove();
  });

  const labels = (): Record<string, string> =>
    JSON.parse(
      docker('inspect', '--format', '{{json .Config.Labels}}', `${project.name}-stage-web-1`),
    ) as Record<string, string>;

  it('are told exactly by labels and plan, from git: branch, author and message', async () => {
    git(project, 'switch', '--quiet', '--create', BRANCH);
    const id = commit(project, {message: MESSAGE, author: AUTHOR, email: 'ada+$(touch pwned)@example.org'});
    const {exitCode, result, stderr} = await deploy(project);
    assert.deepEqual([exitCode, result.outcome], [0, 'passed'], stderr);
    const {'ca.countable.branch': branch, 'ca.countable.by': by, 'ca.countable.commit': revision} = labels();
    assert.deepEqual(
      {branch, by, revision},
      {branch: BRANCH, by: `${AUTHOR} <ada+$(touch pwned)@example.org>`, revision: id},
    );
    const plan = await countable(['plan', '--json'], {
      cwd: project.workspace,
      env: deployEnvironment(project),
    });
    const {build} = JSON.parse(plan.stdout) as {build: Record<string, unknown>};
    assert.deepEqual(
      [build['branch'], build['subject'], build['author']],
      [BRANCH, MESSAGE, {name: AUTHOR, email: 'ada+$(touch pwned)@example.org'}],
    );
  });
});
