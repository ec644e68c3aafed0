import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createGit} from '../../ts-helpers/src/adapters/git.ts';
import {createShell} from '../../ts-helpers/src/adapters/shell.ts';

describe('facts of a git repository', () => {
  let root: string;
  let origin: string;

  const identity = [
    '-c',
    'user.name=Zoë "Z" $(id)',
    '-c',
    'user.email=zoe@example.org',
    '-c',
    'protocol.file.allow=always',
  ];
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', [...identity, ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const commit = (folder: string, file: string, subject: string): string => {
    writeFileSync(path.join(folder, file), subject);
    git(folder, 'add', '.');
    git(folder, 'commit', '-m', subject, '-m', 'A body that is not the subject.');
    return git(folder, 'rev-parse', 'HEAD');
  };
  const read = (folder: string) => createGit(createShell(new AbortController().signal), folder);

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'countable-git-'));
    origin = path.join(root, 'Shop-2.git');
    git(root, 'init', '--quiet', '--initial-branch=develop', origin);
  });
  afterEach(() => {
    rmSync(root, {recursive: true});
  });

  it('are none where there is no repository, nor any commit yet', async () => {
    assert.equal(await read(root).facts(), undefined);
    assert.equal(await read(origin).facts(), undefined);
  });

  it('tell commit, branch, author, subject and address as they are', async () => {
    const id = commit(origin, 'a.txt', 'Fix `rm -rf $HOME`; "quotes" & <tags>');
    git(root, 'clone', '--quiet', origin, 'clone');
    assert.deepEqual(await read(path.join(root, 'clone')).facts(), {
      commit: id,
      branch: 'develop',
      author: {name: 'Zoë "Z" $(id)', email: 'zoe@example.org'},
      subject: 'Fix `rm -rf $HOME`; "quotes" & <tags>',
      remoteUrl: origin,
      remotes: ['origin'],
      dirty: false,
    });
  });

  it('tell every remote; the address is of origin, or of the only one', async () => {
    commit(origin, 'a.txt', 'First');
    git(root, 'clone', '--quiet', '--origin', 'up/stream', origin, 'clone');
    const clone = path.join(root, 'clone');
    const remotes = async () => {
      const facts = await read(clone).facts();
      return [facts?.remotes, facts?.remoteUrl];
    };
    assert.deepEqual(await remotes(), [['up/stream'], origin]);
    git(clone, 'remote', 'add', 'fork.of.eve', 'https://git.example.org/eve/shop');
    assert.deepEqual(await remotes(), [['up/stream', 'fork.of.eve'], null]);
    git(clone, 'remote', 'add', 'origin', 'git@git.example.org:team/shop');
    assert.equal((await remotes())[1], 'git@git.example.org:team/shop');
  });

  it('name no branch with a detached HEAD', async () => {
    const first = commit(origin, 'a.txt', 'First');
    commit(origin, 'a.txt', 'Second');
    git(root, 'clone', '--quiet', origin, 'clone');
    git(path.join(root, 'clone'), 'checkout', '--quiet', '--detach', first);
    const facts = await read(path.join(root, 'clone')).facts();
    assert.deepEqual([facts?.branch, facts?.commit], [null, first]);
  });

  it('are there in a shallow clone', async () => {
    commit(origin, 'a.txt', 'First');
    const second = commit(origin, 'a.txt', 'Second');
    git(root, 'clone', '--quiet', '--depth=1', `file://${origin}`, 'clone');
    assert.equal((await read(path.join(root, 'clone')).facts())?.commit, second);
  });

  it('keep a branch name with slashes', async () => {
    commit(origin, 'a.txt', 'First');
    git(origin, 'checkout', '--quiet', '-b', 'feature/a/b');
    assert.equal((await read(origin).facts())?.branch, 'feature/a/b');
  });

  it('notice changes of tracked files only', async () => {
    commit(origin, 'a.txt', 'First');
    writeFileSync(path.join(origin, 'untracked.txt'), '');
    assert.equal((await read(origin).facts())?.dirty, false);
    writeFileSync(path.join(origin, 'a.txt'), 'changed');
    assert.equal((await read(origin).facts())?.dirty, true);
  });

  it('list the files of the commit, with those of submodules and odd names', async () => {
    const library = path.join(root, 'library');
    git(root, 'init', '--quiet', library);
    commit(library, 'lib.txt', 'Library');
    commit(origin, 'ä b\n.txt', 'First');
    git(origin, 'submodule', '--quiet', 'add', library, 'vendor');
    commit(origin, 'a.txt', 'With submodule');
    assert.deepEqual((await read(origin).files())?.sort(), [
      '.gitmodules',
      'a.txt',
      'vendor/lib.txt',
      'ä b\n.txt',
    ]);
  });
});
