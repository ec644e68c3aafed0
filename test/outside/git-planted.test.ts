import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createGit} from '../../ts-helpers/src/outside/git.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';

const git = (cwd: string, ...args: string[]): void => {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  execFileSync('git', [...identity, '-c', 'protocol.file.allow=always', ...args], {cwd, stdio: 'pipe'});
};

describe('a repository within, which tests of a branch may have put there', () => {
  let root: string;
  let origin: string;
  let proof: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'countable-planted-'));
    origin = path.join(root, 'shop');
    proof = path.join(root, 'it-ran');
    repository(origin, 'a.txt');
  });
  afterEach(() => {
    rmSync(root, {recursive: true});
  });

  const repository = (folder: string, file: string): void => {
    git(root, 'init', '--quiet', folder);
    writeFileSync(path.join(folder, file), '');
    git(folder, 'add', file);
    git(folder, 'commit', '--quiet', '-m', 'First');
  };

  /** One that runs a program as soon as git looks into it. */
  const plant = (folder: string): void => {
    repository(folder, 'n.txt');
    git(folder, '-c', 'core.fsmonitor=true', 'update-index', '--untracked-cache', '--fsmonitor');
    git(folder, 'config', 'core.fsmonitor', `touch ${proof}; false`);
  };

  const list = async (untracked: boolean) =>
    (await createGit(createShell(new AbortController().signal), origin).files({untracked}))?.files.sort();

  it('is listed as a folder, and nothing that it says is run', async () => {
    const nested = path.join(origin, 'nested');
    plant(nested);
    writeFileSync(path.join(nested, '.gitignore'), 'ignored\n');
    writeFileSync(path.join(nested, 'ignored'), '');
    plant(path.join(nested, 'deeper'));
    assert.deepEqual(await list(true), ['a.txt', 'nested/.gitignore', 'nested/deeper/n.txt', 'nested/n.txt']);
    assert.deepEqual(await list(false), ['a.txt']);
    assert.equal(existsSync(proof), false);
    git(nested, 'status');
    assert.equal(existsSync(proof), true, 'git itself would have run it');
  });

  describe('in the place of a submodule, is refused', () => {
    let place: string;
    let planted: string;

    beforeEach(() => {
      repository(path.join(root, 'library'), 'lib.txt');
      git(origin, 'submodule', '--quiet', 'add', path.join(root, 'library'), 'vendor');
      git(origin, 'commit', '--quiet', '-m', 'Vendor');
      place = path.join(origin, 'vendor');
      planted = path.join(root, 'planted/.git');
      plant(path.dirname(planted));
      rmSync(path.join(place, '.git'));
    });

    for (const [what, put] of [
      ['as a folder', () => cpSync(planted, path.join(place, '.git'), {recursive: true})],
      ['as a link', () => symlinkSync(planted, path.join(place, '.git'))],
      [
        'as a file that leads elsewhere',
        () => writeFileSync(path.join(place, '.git'), `gitdir: ${planted}\n`),
      ],
      [
        'as a file that leads elsewhere by a link',
        () => {
          symlinkSync(planted, path.join(origin, '.git/modules/planted'));
          writeFileSync(path.join(place, '.git'), 'gitdir: ../.git/modules/planted\n');
        },
      ],
      ['as a file that is none', () => writeFileSync(path.join(place, '.git'), 'hello\n')],
      ['as a file that leads to nowhere', () => writeFileSync(path.join(place, '.git'), 'gitdir: /no\n')],
    ] as const) {
      it(what, async () => {
        put();
        for (const untracked of [true, false])
          await assert.rejects(list(untracked), {code: 'GIT_REFUSED', where: place});
        assert.equal(existsSync(proof), false);
      });
    }
  });
});
