import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createGit, type Git} from '../../../ts-helpers/src/outside/git.ts';
import {type Answer, answering, answeringAll, endingsOf} from '../../fakes/answering.ts';

const COMMIT = 'c0ffee'.padEnd(40, '0');
const MOST = {commits: 5, files: 5};

/** Everything that is asked of git by a command of its own. */
const QUESTIONS: Record<string, (git: Git) => Promise<unknown>> = {
  facts: git => git.facts(),
  files: git => git.files({untracked: true}),
  ignored: git => git.ignored(['a']),
  commits: git => git.commits(COMMIT, MOST),
  authors: git => git.authors(),
  changedFiles: git => git.changedFiles(COMMIT),
  roots: git => git.roots(),
  show: git => git.show('HEAD', 'a'),
  patches: git => git.patches(COMMIT),
  blamed: git => git.blamed(COMMIT, 'a', {lines: [1], ignored: [], blanks: false}),
  departures: git => git.departures(COMMIT),
  naming: git => git.naming('word'),
  ignoredAt: git => git.ignoredAt(['a']),
  lineEnds: git => git.lineEnds('a'),
};

describe('what git may answer', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'countable-git-'));
  });
  after(() => rm(folder, {recursive: true}));

  const endings = (answer: Answer | 'not installed'): Promise<Record<string, string>> =>
    endingsOf(QUESTIONS, createGit(answeringAll(answer), folder));

  for (const stdout of ['<html>\n<body>Sign in</body>\n</html>', '\0\0\0', '', '{"a": 1}', 'commit\n\n\tx\t'])
    it(`is never a mistake of ours, and no commit, where it is ${JSON.stringify(stdout)}`, async () => {
      const {facts, ...others} = await endings({stdout});
      assert.equal(facts, 'COMMAND_GARBLED');
      assert.deepEqual(
        Object.entries(others).filter(([, ending]) => !['answered', 'COMMAND_GARBLED'].includes(ending)),
        [],
      );
    });

  it('is told as GIT_MISSING where there is no git', async () => {
    assert.deepEqual([...new Set(Object.values(await endings('not installed')))], ['GIT_MISSING']);
  });

  it('is nothing where there is no repository', async () => {
    const stderr = 'fatal: not a git repository (or any of the parent directories): .git';
    const git = createGit(answeringAll({stderr, exitCode: 128}), folder);
    assert.deepEqual(
      [await git.facts(), await git.files({untracked: false}), await git.roots()],
      [undefined, undefined, []],
    );
  });

  it('is a refusal where there is one that git does not read', async () => {
    const repository = path.join(folder, 'owned');
    await mkdir(path.join(repository, '.git'), {recursive: true});
    const stderr = `fatal: detected dubious ownership in repository at '${repository}'`;
    const git = createGit(answeringAll({stderr, exitCode: 128}), repository);
    await assert.rejects(git.facts(), {code: 'GIT_REFUSED'});
    await assert.rejects(git.files({untracked: false}), {code: 'GIT_REFUSED'});
  });

  it('is no branch with a detached HEAD, and the only remote whatever that is called', async () => {
    const git = createGit(
      answering(words => {
        if (words.includes('symbolic-ref')) return {exitCode: 1};
        if (words.includes('config')) return {stdout: 'remote.upstream.url\ngit@host:team/shop.git\0'};
        if (words.includes('status')) return {stdout: '?? new\0'};
        return {stdout: [COMMIT, 'Ada', 'ada@example.org', 'Sell more'].join('\0')};
      }),
      folder,
    );
    assert.deepEqual(await git.facts(), {
      commit: COMMIT,
      branch: null,
      author: {name: 'Ada', email: 'ada@example.org'},
      subject: 'Sell more',
      remoteUrl: 'git@host:team/shop.git',
      remotes: ['upstream'],
      dirty: false,
      untracked: true,
    });
  });

  it('is no text where it is too long to be written by people', async () => {
    const sized = (stdout: string) =>
      createGit(
        answering(words => (words.includes('cat-file -s') ? {stdout} : {stdout: 'text'})),
        folder,
      );
    assert.equal(await sized('4').show('HEAD', 'a'), 'text');
    assert.equal(await sized('1000001').show('HEAD', 'a'), undefined);
  });
});
