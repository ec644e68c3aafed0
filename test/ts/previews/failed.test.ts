import assert from 'node:assert/strict';
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {createDeployFolder} from '../../../ts-helpers/src/deploy/folder.ts';
import {type PreviewsNeeds, remove} from '../../../ts-helpers/src/previews/previews.ts';
import {previewsHere} from '../../../ts-helpers/src/previews/gather.ts';
import {createHost, type Host} from '../../fakes/deploying.ts';
import {gitIn} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';
import {buildOf, SITE} from '../support/previews.ts';

describe('a preview whose first deploy fails, in process', () => {
  let host: Host;
  afterEach(() => host.remove());

  const given = async ({isRemote}: {isRemote: boolean}) => {
    host = await createHost(SITE);
    const repository = createRepository(host.workspace);
    repository.commit('Begin');
    if (!isRemote) repository.git('remote', 'remove', 'origin');
  };
  const fail = (isRemote: boolean) =>
    assert.rejects(
      host.deploy({
        environment: 'pr-7',
        ...(isRemote && {facts: buildOf('7', 'feature/x')}),
        site: {project: 'shop', number: '7', host: 'agent-2'},
      }),
    );
  const root = () => path.join(host.root, 'deploys');
  const states = () => {
    const folder = path.join(root(), '.countable');
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  const needs = (): PreviewsNeeds => ({
    ...host.needs,
    locks: host.locks,
    hostLocks: host.hostLocks,
    git: gitIn(host.workspace),
    remote: {branches: () => Promise.resolve(undefined)},
    folderOf: name => createDeployFolder(root(), name),
    stateFolders: () => Promise.resolve(states()),
  });

  for (const isRemote of [true, false])
    it(`is listed and can be removed, of a repository with${isRemote ? '' : 'out'} a remote`, async () => {
      await given({isRemote});
      host.engine.programs['web'] = {exits: 1};
      await fail(isRemote);
      const project = await host.project();
      const found = await previewsHere(project, needs());
      assert.deepEqual(
        found.map(({number}) => number),
        ['7'],
      );
      assert.equal((await remove({project, who: 'ada'}, '7', needs())).done.length, 1);
      assert.deepEqual([existsSync(path.join(root(), 'shop-pr-7')), states()], [false, []]);
    });

  it('leaves nothing where it came to no file', async () => {
    await given({isRemote: true});
    host.engine.failing.set('compose build', new Error('no'));
    await fail(true);
    assert.deepEqual([existsSync(path.join(root(), 'shop-pr-7')), states()], [false, []]);
  });

  it('is none of another repository without a remote', async () => {
    await given({isRemote: false});
    host.engine.programs['web'] = {exits: 1};
    await fail(false);
    const project = await host.project();
    const other = {...project, workspace: '/elsewhere'};
    const git = {roots: () => Promise.resolve(['d'.repeat(40)])};
    assert.deepEqual(await previewsHere(other, {...needs(), git}), []);
  });
});
