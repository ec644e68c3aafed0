import assert from 'node:assert/strict';
import {readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {countable} from './support/cli.ts';
import {
  commit,
  deploy,
  deployable,
  deployEnvironment,
  type DeployProject,
  git,
  write,
} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {refused} from './support/refusals.ts';

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

  it('are told exactly by labels, from Jenkins: job, branch and address', async () => {
    const jenkins = {
      jobName: 'team/$(touch pwned)/x',
      buildNumber: 3,
      buildUrl: 'https://ci.example.org/job/`touch pwned`/3/?a=$HOME',
      branchName: BRANCH,
    };
    const facts = path.join(project.folder, 'facts.json');
    writeFileSync(facts, JSON.stringify({jenkins}));
    const {exitCode, stderr} = await deploy(project, {words: ['--facts', facts]});
    assert.equal(exitCode, 0, stderr);
    const told = labels();
    assert.deepEqual(
      ['branch', 'job', 'build', 'build-url'].map(name => told[`ca.countable.${name}`]),
      [BRANCH, jenkins.jobName, '3', jenkins.buildUrl],
    );
  });

  it('are refused as a project name, from settings and from the address of the repository', async () => {
    const refusal = (name: string, where?: string) => ({
      ...(where !== undefined && {where}),
      code: 'UNSAFE_NAME',
      exitCode: 4,
      message: `${JSON.stringify(name)} cannot be a project name.`,
      remedy:
        'Set `name:` in countable.yml: letters, digits, dots, hyphens and underscores, at most 100 of them, beginning with a letter or digit.',
    });
    for (const name of ['x"; touch pwned; "', '$(touch pwned)', '-rf', '..', 'a b', 'x\ntouch pwned']) {
      write(project, {'countable.yml': `name: ${JSON.stringify(name)}\n`});
      assert.deepEqual(await refused(project), refusal(name, 'countable.yml:1:1'));
    }
    write(project, {'countable.yml': ''});
    git(project, 'remote', 'set-url', 'origin', 'git@git.example.org:team/$(touch pwned).git');
    assert.deepEqual(await refused(project), refusal('$(touch pwned)'));
  });

  it('become harmless as an instance', async () => {
    write(project, {'countable.yml': 'instance: "$(touch pwned); ../../x"\n'});
    const {exitCode, result, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
    assert.equal(result.composeProject, `${project.name}--touch-pwned-x-stage`);
  });
});
