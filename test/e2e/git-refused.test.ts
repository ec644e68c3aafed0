import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createGit} from '../../ts-helpers/src/outside/git.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import type {UserError} from '../../ts-helpers/src/errors/userError.ts';

describe('a repository that git does not read', () => {
  let root: string;
  let folder: string;

  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const at = (...parts: string[]) => path.join(folder, '.git', ...parts);
  const read = (where = folder) => createGit(createShell(new AbortController().signal), where);

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'countable-git-'));
    folder = path.join(root, 'shop');
    mkdirSync(folder);
    git('init', '--quiet', '--initial-branch=develop');
  });
  afterEach(() => {
    rmSync(root, {recursive: true});
  });

  const commit = () => {
    writeFileSync(path.join(folder, 'a.txt'), 'a');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'First');
  };
  const objects = () =>
    readdirSync(at('objects'), {recursive: true, encoding: 'utf8'})
      .map(name => at('objects', name))
      .filter(file => statSync(file).isFile());

  /** What both readers of it say: they say the same. */
  const refusal = async (where = folder): Promise<UserError> => {
    const refused = await read(where)
      .facts()
      .then(
        facts => assert.fail(`it was read: ${JSON.stringify(facts)}`),
        (error: unknown) => error as UserError,
      );
    assert.equal(refused.code, 'GIT_REFUSED', String(refused));
    assert.equal(refused.where, where);
    return refused;
  };

  it('because it belongs to another user is not taken for none, and says how to trust it', async () => {
    commit();
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    try {
      const {message, remedy} = await refusal();
      assert.equal(
        message,
        `git does not read the repository: detected dubious ownership in repository at '${folder}'.`,
      );
      assert.match(remedy, new RegExp(`: git config --global --add safe\\.directory ${folder}$`));
      await assert.rejects(read().files({untracked: false}), {code: 'GIT_REFUSED'});
    } finally {
      delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
    }
  });

  const breakages: Record<string, () => void> = {
    'has lost its HEAD': () => truncateSync(at('HEAD')),
    'has lost its objects': () => rmSync(at('objects'), {recursive: true}),
    'has nothing left in its .git': () => {
      rmSync(at(), {recursive: true});
      mkdirSync(at());
    },
    'has an index that was cut': () => truncateSync(at('index'), 10),
    'has objects that are empty': () =>
      objects().forEach(file => {
        execFileSync('chmod', ['u+w', file]);
        truncateSync(file);
      }),
    'has a branch that is empty': () => truncateSync(at('refs/heads/develop')),
    'has a branch that names no commit': () => writeFileSync(at('refs/heads/develop'), `${'1'.repeat(40)}\n`),
    'has a setting that cannot be read': () => writeFileSync(at('config'), '[core\n', {flag: 'a'}),
    'was made by a newer git': () => writeFileSync(at('config'), '[core]\nrepositoryformatversion = 9\n'),
    'is a worktree of one that has moved': () => {
      rmSync(at(), {recursive: true});
      writeFileSync(at(), 'gitdir: /nowhere/.git/worktrees/shop\n');
    },
    'has a .git that says nothing': () => {
      rmSync(at(), {recursive: true});
      writeFileSync(at(), '');
    },
  };
  for (const [what, breakIt] of Object.entries(breakages)) {
    it(`because it ${what}, is told`, async () => {
      commit();
      breakIt();
      const {message, remedy} = await refusal();
      assert.match(message, /^git does not read the repository: .+\.$/);
      assert.notEqual(remedy, '');
    });
  }

  it('is told as well from a folder within it', async () => {
    commit();
    mkdirSync(path.join(folder, 'docker'));
    truncateSync(at('HEAD'));
    await refusal(path.join(folder, 'docker'));
  });

  it('is told as well where it is a submodule', async () => {
    commit();
    const library = path.join(root, 'library');
    execFileSync('cp', ['-r', folder, library]);
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'vendor');
    writeFileSync(path.join(folder, 'vendor/.git'), 'gitdir: /nowhere\n');
    await assert.rejects(read().files({untracked: false}), {
      code: 'GIT_REFUSED',
      where: path.join(folder, 'vendor'),
      remedy: /git submodule update --init/,
    });
  });

  it('is no other than one without a commit, or a folder without one: those are read as nothing', async () => {
    assert.equal(await read().facts(), undefined);
    mkdirSync(path.join(root, 'plain/.git'), {recursive: true});
    mkdirSync(path.join(root, 'plain/within'));
    assert.equal(
      await read(path.join(root, 'plain/within')).facts(),
      undefined,
      'an empty .git above is nothing',
    );
  });
});
