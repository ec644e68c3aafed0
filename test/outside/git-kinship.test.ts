import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createGit} from '../../ts-helpers/src/outside/git.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {createRepository, type Repository} from '../fakes/repository.ts';

describe('how two commits stand to each other', () => {
  let root: string;
  let repository: Repository;
  let [first, second, other] = ['', '', ''];

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'countable-kinship-'));
    const folder = path.join(root, 'shop');
    mkdirSync(folder);
    repository = createRepository(folder);
    first = repository.commit('First', {a: '1'});
    second = repository.commit('Second', {a: '2'});
    repository.git('checkout', '--quiet', '-b', 'other', first);
    other = repository.commit('Other', {a: '3'});
  });
  after(() => {
    rmSync(root, {recursive: true});
  });

  const of = (folder: string, mine: string, its: string) =>
    createGit(createShell(new AbortController().signal), path.join(root, folder)).kinship(mine, its);

  it('is asked of commits, which have names', async () => {
    const git = createGit(createShell(new AbortController().signal), path.join(root, 'shop'));
    repository.git('tag', '--annotate', '--message', 'One', 'v1', first);
    const names = ['HEAD', 'other', 'v1', 'develop', second.slice(0, 9), second];
    assert.deepEqual(await Promise.all(names.map(git.commitNamed)), [
      other,
      other,
      first,
      second,
      second,
      second,
    ]);
    const none = ['nope', '--all', '', 'HEAD:a', '0'.repeat(40), 'v1 ^other'];
    assert.deepEqual(
      await Promise.all(none.map(git.commitNamed)),
      none.map(() => undefined),
    );
    repository.git('tag', '--delete', 'v1');
  });

  it('is told by the graph', async () => {
    assert.equal(await of('shop', second, second), 'same');
    assert.equal(await of('shop', second, first), 'ahead');
    assert.equal(await of('shop', first, second), 'behind');
    assert.equal(await of('shop', second, other), 'apart');
  });

  it('is ahead for what takes a commit back, and for a merge', async () => {
    repository.git('checkout', '--quiet', 'develop');
    repository.git('-c', 'user.name=Ada', '-c', 'user.email=a@example.org', 'revert', '--no-edit', second);
    const reverted = repository.git('rev-parse', 'HEAD');
    assert.equal(await of('shop', reverted, second), 'ahead');
    assert.equal(await of('shop', second, reverted), 'behind');
    repository.git('reset', '--quiet', '--hard', second);
  });

  it('is not told by a shallow clone, which has no way from one to the other', async () => {
    const from = `file://${path.join(root, 'shop')}`;
    execFileSync('git', ['clone', '--quiet', '--depth=1', '--no-single-branch', from, 'shallow'], {
      cwd: root,
    });
    assert.equal(await of('shallow', second, other), 'cut off');
    assert.equal(await of('shallow', second, first), 'unknown');
    execFileSync('git', ['clone', '--quiet', '--depth=2', '--branch=develop', from, 'deeper'], {cwd: root});
    assert.equal(await of('deeper', second, first), 'ahead', 'what it has, it tells');
  });

  it('is unknown of what is not here, or no commit', async () => {
    assert.equal(await of('shop', second, 'c0ffee12'.repeat(5)), 'unknown');
    assert.equal(await of('shop', 'c0ffee12'.repeat(5), second), 'unknown');
    assert.equal(await of('shop', second, '--output=/tmp/x'), 'unknown');
    assert.equal(await of('shop', '1234', second), 'unknown');
    assert.equal(await of('.', second, first), 'unknown', 'no repository');
    const tree = repository.git('rev-parse', `${first}^{tree}`);
    assert.equal(await of('shop', second, tree), 'unknown');
  });
});
