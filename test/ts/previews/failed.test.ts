import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {createDeployFolder} from '../../../ts-helpers/src/deploy/folder.ts';
import {planOfReconcile, type PreviewsNeeds, remove} from '../../../ts-helpers/src/previews/previews.ts';
import {previewsHere} from '../../../ts-helpers/src/previews/gather.ts';
import {listText} from '../../../ts-helpers/src/previews/shown.ts';
import {createHost, type Host} from '../../fakes/deploying.ts';
import {gitIn} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';
import {breakNew} from '../support/breakNew.ts';
import {buildOf, SITE} from '../support/previews.ts';

const gitOf = (cwd: string, ...args: string[]) => execFileSync('git', args, {cwd, stdio: 'pipe'});

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
        found.map(({number, state, isRunning}) => [number, state, isRunning]),
        [['7', 'failed', false]],
      );
      assert.match(
        listText({previews: found}),
        /^shop-pr-7, branch \S+, version \S+, failed \S+, nothing of it runs\n$/,
      );
      assert.equal((await remove({project, who: 'ada'}, '7', needs())).done.length, 1);
      assert.deepEqual([existsSync(path.join(root(), 'shop-pr-7')), states()], [false, []]);
    });

  it('is none any more once one has gone well, and comes back where the next fails', async () => {
    await given({isRemote: true});
    host.engine.programs['web'] = {exits: 1};
    await fail(true);
    const told = async () => {
      const [one] = await previewsHere(await host.project(), needs());
      return [one?.state, one?.isRunning];
    };
    delete host.engine.programs['web'];
    const deployed = {environment: 'pr-7', site: {project: 'shop', number: '7', host: 'agent-2'}};
    await host.deploy(deployed);
    assert.deepEqual(await told(), ['live', true]);
    host.engine.clock.advance(1_000);
    await host.write({Dockerfile: 'FROM busybox:1'});
    breakNew(host);
    await fail(true);
    assert.deepEqual(await told(), ['live', true]);
    for (const one of host.engine.containers) one.state = 'exited';
    assert.deepEqual(await told(), ['live', false]);
    const me = {who: 'ada', since: new Date().toISOString()};
    host.locks.held.set(path.join(root(), '.countable/shop-pr-7/lock'), me);
    assert.deepEqual((await told())[0], 'deploying');
  });

  it('tells the branch that was checked out where somebody brought it up by hand, and does not go with it', async () => {
    await given({isRemote: true});
    gitOf(host.workspace, 'checkout', '--quiet', '-b', 'feat8');
    await host.deploy({environment: 'pr-8', site: {project: 'shop', number: '8', host: 'agent-2'}});
    const project = await host.project();
    const [one] = await previewsHere(project, needs());
    assert.deepEqual([one?.branch, one?.goesWithBranch], ['feat8', false]);
    const {steps} = await planOfReconcile(project, {
      ...needs(),
      remote: {branches: () => Promise.resolve(['develop'])},
    });
    assert.deepEqual(steps, []);
    await remove({project, who: 'ada'}, '8', needs());
    await host.deploy({
      environment: 'pr-8',
      facts: buildOf('8', 'feature/x'),
      site: {project: 'shop', number: '8', host: 'agent-2'},
    });
    const [built] = await previewsHere(project, needs());
    assert.deepEqual([built?.branch, built?.goesWithBranch], ['feature/x', true]);
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
