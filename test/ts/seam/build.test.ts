import assert from 'node:assert/strict';
import {identifyBuild} from '../../../ts-helpers/src/seam/build.ts';
import type {JenkinsFacts} from '../../../ts-helpers/src/project/jenkinsFacts.ts';
import type {GitFacts} from '../../../ts-helpers/src/history/gitFacts.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

const settings = resolveSettings({});
const folder = '/home/ada/My Shop.old';
const git = (facts: Partial<GitFacts> = {}): GitFacts => ({
  commit: 'c0ffee'.padEnd(40, '0'),
  branch: 'develop',
  author: {name: 'Ada', email: 'ada@example.org'},
  subject: 'Add a counter',
  remoteUrl: 'git@git.example.org:agency/shop.git',
  remotes: ['origin'],
  dirty: false,
  untracked: false,
  ...facts,
});
const job = (facts: Partial<JenkinsFacts>): {jenkins: JenkinsFacts} => ({
  jenkins: {jobName: 'shop/develop', buildNumber: 7, ...facts},
});

describe('the identity of a build', () => {
  it('comes from git alone on a laptop', () => {
    const build = identifyBuild({}, git(), {settings, folder});
    assert.deepEqual(build, {
      project: 'shop',
      branch: 'develop',
      environment: 'stage',
      because: 'The branch develop deploys to staging.',
      commit: 'c0ffee'.padEnd(40, '0'),
      author: {name: 'Ada', email: 'ada@example.org'},
      subject: 'Add a counter',
    });
  });

  it('keeps digits, hyphens and capitals of the repository’s name', () => {
    const remoteUrl = 'https://git.example.org/agency/Cortico-KMC2.git/';
    assert.equal(identifyBuild({}, git({remoteUrl}), {settings, folder}).project, 'Cortico-KMC2');
  });

  it('takes the branch of a multibranch job, slashes and all, though HEAD is detached', () => {
    const facts = job({branchName: 'feature/a/b', jobName: 'shop/feature%2Fa%2Fb'});
    const build = identifyBuild(facts, git({branch: null}), {settings, folder});
    assert.equal(build.branch, 'feature/a/b');
    assert.equal(build.environment, undefined);
  });

  it('takes a classic job’s branch from what checkout returned', () => {
    const facts = {...job({jobName: 'shop-stage', branchName: null}), scm: {GIT_BRANCH: 'origin/develop'}};
    const build = identifyBuild(facts, git({branch: null}), {settings, folder});
    assert.equal(build.branch, 'develop');
    assert.equal(build.environment, 'stage');
  });

  for (const [told, remotes, branch] of [
    ['upstream/develop', ['upstream'], 'develop'],
    ['refs/remotes/upstream/feature/x', ['origin', 'upstream'], 'feature/x'],
    ['team/fork/develop', ['team/fork'], 'develop'],
    ['refs/heads/develop', ['origin'], 'develop'],
    ['origin/upstream/x', ['origin'], 'upstream/x'],
    ['feature/x', ['origin'], 'feature/x'],
  ] as const) {
    it(`takes ${told} of the remotes ${remotes.join(' and ')} for the branch ${branch}`, () => {
      const facts = {...job({jobName: 'shop', branchName: null}), scm: {GIT_BRANCH: told}};
      assert.equal(identifyBuild(facts, git({branch: null, remotes}), {settings, folder}).branch, branch);
    });
  }

  it('takes a branch that is asked for on a laptop as it is, whatever remotes are called', () => {
    const facts = {scm: {GIT_BRANCH: 'feature/x'}};
    assert.equal(identifyBuild(facts, git({remotes: ['feature']}), {settings, folder}).branch, 'feature/x');
  });

  it('only tests when nothing tells the branch', () => {
    const build = identifyBuild({scm: {GIT_BRANCH: 'detached'}}, git({branch: null}), {settings, folder});
    assert.deepEqual([build.branch, build.environment], [null, undefined]);
  });

  it('does without git: the job names the project, the SCM the revision', () => {
    const facts = {...job({jobName: 'team/shop-2-stage', branchName: null}), scm: {SVN_REVISION: '4711'}};
    const branchless = resolveSettings({options: {branches: {}}});
    assert.throws(() => identifyBuild(facts, undefined, {settings: branchless, folder}), {
      code: 'WRONG_BRANCH',
    });
    const multibranch = identifyBuild(
      {...job({jobName: 'team/Shop-2/trunk', branchName: 'trunk'}), scm: facts.scm},
      undefined,
      {settings, folder},
    );
    assert.deepEqual([multibranch.project, multibranch.commit], ['Shop-2', '4711']);
  });

  for (const name of ['$(touch /tmp/x)', '../etc', 'a b', '-rf', 'shop;id', '']) {
    it(`refuses the project name ${JSON.stringify(name)}`, () => {
      const named = {...settings, name};
      assert.throws(() => identifyBuild({}, git(), {settings: named, folder}), {code: 'UNSAFE_NAME'});
    });
  }
});
