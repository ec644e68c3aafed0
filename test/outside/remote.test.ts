import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createRemote} from '../../ts-helpers/src/outside/remote.ts';
import {shell} from '../fakes/machine.ts';
import {createRepository} from '../fakes/repository.ts';

describe('the remote of a repository', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-remote-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const cloned = () => {
    const remote = path.join(folder, 'remote.git');
    execFileSync('git', ['init', '--quiet', '--bare', remote]);
    const own = path.join(folder, 'own');
    execFileSync('mkdir', [own]);
    const repository = createRepository(own);
    repository.commit('Begin', {'a.txt': 'a'});
    repository.git('remote', 'set-url', 'origin', remote);
    return {repository, branches: () => createRemote(shell, own).branches(), remote};
  };

  it('tells its branches as they are now', async () => {
    const {repository, branches} = cloned();
    repository.git('push', '--quiet', 'origin', 'develop', 'develop:feature/x');
    assert.deepEqual(await branches(), ['develop', 'feature/x']);
    repository.git('push', '--quiet', 'origin', '--delete', 'feature/x');
    assert.deepEqual(await branches(), ['develop']);
  });

  it('tells nothing where it has none, does not answer, or is not known', async () => {
    const {branches, remote, repository} = cloned();
    assert.equal(await branches(), undefined, 'no branch');
    rmSync(remote, {recursive: true});
    assert.equal(await branches(), undefined, 'gone');
    repository.git('remote', 'remove', 'origin');
    assert.equal(await branches(), undefined, 'unknown');
  });
});
