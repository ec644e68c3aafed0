import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createGit} from '../../ts-helpers/src/outside/git.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';

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
      untracked: false,
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

  it('tell changes of tracked files and files that are not added apart', async () => {
    const changes = async () => {
      const facts = await read(origin).facts();
      return [facts?.dirty, facts?.untracked];
    };
    writeFileSync(path.join(origin, '.gitignore'), 'ignored.txt\n');
    commit(origin, 'a.txt', 'First');
    writeFileSync(path.join(origin, 'ignored.txt'), '');
    assert.deepEqual(await changes(), [false, false]);
    writeFileSync(path.join(origin, 'untracked.txt'), '');
    assert.deepEqual(await changes(), [false, true]);
    git(origin, 'mv', 'a.txt', 'b.txt');
    assert.deepEqual(await changes(), [true, true]);
  });

  describe('list files', () => {
    const list = async (untracked: boolean, folder = origin) => {
      const listing = await read(folder).files({untracked});
      return listing && {files: listing.files.sort(), missing: listing.missingSubmodules};
    };
    const withSubmodule = () => {
      const library = path.join(root, 'library');
      git(root, 'init', '--quiet', library);
      commit(library, 'lib.txt', 'Library');
      git(origin, 'submodule', '--quiet', 'add', library, 'vendor');
    };

    it('of the commit, with those of submodules and odd names', async () => {
      withSubmodule();
      commit(origin, 'ä b\n\t.txt', 'First');
      commit(origin, 'a.txt', 'With submodule');
      writeFileSync(path.join(origin, 'untracked.txt'), '');
      assert.deepEqual(await list(false), {
        files: ['.gitmodules', 'a.txt', 'vendor/lib.txt', 'ä b\n\t.txt'],
        missing: [],
      });
    });

    it('that are not added yet, and none that is ignored, here and in submodules', async () => {
      withSubmodule();
      writeFileSync(path.join(origin, '.gitignore'), '*.log\n');
      commit(origin, 'a.txt', 'First');
      for (const file of ['new.txt', 'x.log', 'vendor/new.txt', 'vendor/x.log'])
        writeFileSync(path.join(origin, file), '');
      assert.deepEqual(await list(true), {
        files: [
          '.gitignore',
          '.gitmodules',
          'a.txt',
          'new.txt',
          'vendor/lib.txt',
          'vendor/new.txt',
          'vendor/x.log',
        ],
        missing: [],
      });
    });

    it('of a repository that lies in another and was never added', async () => {
      commit(origin, 'a.txt', 'First');
      git(root, 'init', '--quiet', path.join(origin, 'nested'));
      writeFileSync(path.join(origin, 'nested/n.txt'), '');
      assert.deepEqual(await list(true), {files: ['a.txt', 'nested/n.txt'], missing: []});
      assert.deepEqual(await list(false), {files: ['a.txt'], missing: []});
    });

    it('and name the submodules that nobody has checked out: cloned without, removed, or a link instead', async () => {
      withSubmodule();
      commit(origin, 'a.txt', 'First');
      git(root, 'clone', '--quiet', origin, 'clone');
      const clone = path.join(root, 'clone');
      const expected = {files: ['.gitmodules', 'a.txt'], missing: ['vendor']};
      assert.deepEqual(await list(true, clone), expected);
      rmSync(path.join(clone, 'vendor'), {recursive: true});
      assert.deepEqual(await list(false, clone), expected);
      symlinkSync('/', path.join(clone, 'vendor'));
      assert.deepEqual(await list(false, clone), expected);
    });

    it('once, where two branches are at odds over one', async () => {
      commit(origin, 'a.txt', 'First');
      git(origin, 'checkout', '--quiet', '-b', 'other');
      commit(origin, 'a.txt', 'Other');
      git(origin, 'checkout', '--quiet', 'develop');
      commit(origin, 'a.txt', 'Develop');
      assert.throws(() => git(origin, 'merge', 'other'));
      assert.deepEqual(await list(true), {files: ['a.txt'], missing: []});
    });

    it('and none where there is no repository, or nothing of it in the folder', async () => {
      assert.equal(await list(true, root), undefined);
      writeFileSync(path.join(origin, '.gitignore'), 'build/\n');
      commit(origin, 'a.txt', 'First');
      mkdirSync(path.join(origin, 'build'));
      writeFileSync(path.join(origin, 'build/x.txt'), '');
      assert.equal(await list(true, path.join(origin, 'build')), undefined);
    });

    it('before the first commit as well', async () => {
      writeFileSync(path.join(origin, 'a.txt'), '');
      assert.deepEqual(await list(true), {files: ['a.txt'], missing: []});
    });

    it('and say which are ignored', async () => {
      writeFileSync(path.join(origin, '.gitignore'), '*.env\nsecrets/\n');
      commit(origin, 'a.txt', 'First');
      const asked = ['a.txt', 'local.env', 'secrets/db.txt', 'nope.txt'];
      assert.deepEqual(await read(origin).ignored(asked), ['local.env', 'secrets/db.txt']);
      assert.deepEqual(await read(origin).ignored([]), []);
    });
  });
});
