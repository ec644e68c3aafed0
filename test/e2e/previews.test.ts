import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {countable} from './support/cli.ts';
import {
  commit,
  deployable,
  deployEnvironment,
  type DeployProject,
  type DeployRun,
  git,
  leftOnDisk,
  parsed,
  write,
} from './support/deploys.ts';
import {docker} from './support/projects.ts';

/** What it writes beside its data belongs to root. */
const SITE = {
  'docker-compose.yml': `services:
  web:
    build: .
    init: true
    command: sh -c "touch /uploads/a && cp /index.html /data && httpd -f -p 8000 -h /data"
    volumes: ["data:/data", "./uploads:/uploads"]
    ports: ["8000:8000"]
volumes: {data: }
`,
  'dc.preview.yml': 'services: {web: {ports: !override ["8000"]}}\n',
  Dockerfile: 'FROM busybox:1.35\nCOPY index.html /index.html\n',
  'index.html': 'one',
  'uploads/.keep': '',
  'countable.yml': 'previews: true\ntest: none\n',
};

/** With a repository that it is pushed to. */
const pushed = (): DeployProject => {
  const project = deployable(SITE);
  const remote = path.join(project.folder, 'remotes', `${project.name}.git`);
  execFileSync('git', ['init', '--quiet', '--bare', remote]);
  git(project, 'remote', 'set-url', 'origin', remote);
  git(project, 'push', '--quiet', 'origin', 'develop');
  git(project, 'checkout', '--quiet', '-b', 'feature/x');
  git(project, 'push', '--quiet', 'origin', 'feature/x');
  return project;
};

describe('previews of pull requests', () => {
  let project: DeployProject;
  let other: DeployProject;
  before(() => {
    project = pushed();
    other = pushed();
  });
  after(() => {
    project.remove();
    other.remove();
  });

  const run = (of: DeployProject, words: readonly string[]) =>
    countable([...words, '--json'], {cwd: of.workspace, env: deployEnvironment(of)});

  /** As a build of the pull request 7 does. */
  const bringUp = async (of: DeployProject): Promise<DeployRun> => {
    const facts = path.join(of.folder, 'facts.json');
    const change = {branchName: 'PR-7', changeId: '7', changeBranch: 'feature/x'};
    writeFileSync(facts, JSON.stringify({jenkins: {jobName: `${of.name}/PR-7`, buildNumber: 3, ...change}}));
    return parsed(await run(of, ['preview', '7', '--facts', facts]));
  };
  const answerAt = async ({result, stderr}: DeployRun): Promise<string> => {
    assert.equal(result.outcome, 'passed', stderr);
    const [url = ''] = result.urls ?? [];
    return (await fetch(`http://127.0.0.1:${new URL(url).port}/`)).text();
  };
  const label = (of: DeployProject) => `label=com.docker.compose.project=${of.name}-pr-7`;
  const leftOf = (of: DeployProject) =>
    [
      docker('ps', '--all', '--quiet', '--filter', label(of)),
      docker('network', 'ls', '--quiet', '--filter', label(of)),
      docker('volume', 'ls', '--quiet', '--filter', label(of)),
      docker('images', '--quiet', '--filter', `reference=${of.name}-pr-7*`),
    ].map(found => found.split('\n').filter(Boolean).length);

  it('answer where they say, follow the next push, and go with all they have once the branch is gone', async () => {
    const [first] = await Promise.all([bringUp(project), bringUp(other)]);
    assert.equal(await answerAt(first), 'one');
    write(project, {'index.html': 'two'});
    commit(project);
    git(project, 'push', '--quiet', 'origin', 'feature/x');
    assert.equal(await answerAt(await bringUp(project)), 'two');

    const before = await run(project, ['previews', 'reconcile', '--plan']);
    assert.deepEqual((JSON.parse(before.stdout) as {steps: unknown[]}).steps, [], before.stderr);
    git(project, 'push', '--quiet', 'origin', '--delete', 'feature/x');
    // As a job does that looks every night.
    const nightly = path.join(project.folder, 'nightly.json');
    writeFileSync(
      nightly,
      JSON.stringify({jenkins: {jobName: 'previews', buildNumber: 1, branchName: null}}),
    );
    const left = ['--result', path.join(project.folder, 'left.json'), '--output', project.output];
    const words = ['previews', 'reconcile', '--facts', nightly, ...left];
    const {exitCode, stdout, stderr} = await run(project, words);
    assert.equal(exitCode, 0, stderr);
    const {done, warnings} = JSON.parse(stdout) as {done: string[]; warnings: unknown[]};
    assert.deepEqual([done.length, warnings], [1, []], stdout);
    assert.deepEqual(leftOf(project), [0, 0, 0, 0]);
    assert.deepEqual(leftOnDisk(project), []);
    const [containers, networks, volumes, images = 0] = leftOf(other);
    assert.deepEqual([containers, networks, volumes], [1, 1, 1]);
    assert.ok(images > 0);
  });
});
