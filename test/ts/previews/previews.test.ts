import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import {createDeployFolder} from '../../../ts-helpers/src/deploy/folder.ts';
import {
  planOfReconcile,
  planOfRemoval,
  type PreviewsNeeds,
  reconcile,
  remove,
} from '../../../ts-helpers/src/previews/previews.ts';
import {reconciled} from '../../../ts-helpers/src/previews/work.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {createHost, type Host} from '../../fakes/deploying.ts';
import {gitIn} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';
import {buildOf, SITE} from '../support/previews.ts';

describe('previews on a host, in process', () => {
  let host: Host;
  let branches: string[] | undefined;
  beforeEach(async () => {
    host = await createHost(SITE);
    createRepository(host.workspace).commit('Begin');
    branches = ['develop', 'feature/x', 'feature/y'];
  });
  afterEach(() => host.remove());

  const bringUp = (number: string, branch: string) =>
    host.deploy({
      environment: `pr-${number}`,
      facts: buildOf(number, branch),
      site: {project: 'shop', number, host: 'agent-2'},
    });
  const needs = (): PreviewsNeeds => ({
    ...host.needs,
    locks: host.locks,
    hostLocks: host.hostLocks,
    git: gitIn(host.workspace),
    remote: {branches: () => Promise.resolve(branches)},
    folderOf: name => createDeployFolder(path.join(host.root, 'deploys'), name),
    stateFolders: () => Promise.resolve(['shop-pr-7', 'shop-pr-8', 'shop-stage']),
  });
  const asked = async () => ({project: await host.project(), who: 'ada on this machine'});
  const folderOf = (name: string) => path.join(host.root, 'deploys', name);
  const names = () => host.engine.containers.map(({name}) => name).sort();
  const things = () => host.engine.things.map(({kind, name}) => `${kind} ${name}`).sort();

  it('go with all they have once their branch is gone, and nothing of others does', async () => {
    await bringUp('7', 'feature/x');
    await bringUp('8', 'feature/y');
    await host.deploy();
    branches = ['develop', 'feature/y'];
    const {done, staying} = await reconcile(await asked(), needs());
    assert.equal(done.length, 1);
    assert.match(done[0] ?? '', /^Remove the preview of pull request 7 .* feature\/x is gone/);
    assert.deepEqual(
      staying.map(({preview}) => preview.composeProject),
      ['shop-pr-8'],
    );
    assert.deepEqual(names(), ['shop-pr-8-web-1', 'shop-stage-web-1']);
    assert.deepEqual(
      things().filter(name => name.includes('pr-7')),
      [],
    );
    assert.ok(things().includes('volume shop-pr-8_data'));
    assert.deepEqual(
      [...host.engine.images.keys()].filter(name => name.includes('pr-7')),
      [],
    );
    assert.deepEqual(
      ['shop-pr-7', '.countable/shop-pr-7', 'shop-pr-8', '.countable/shop-pr-8', 'shop-stage'].map(name =>
        existsSync(folderOf(name)),
      ),
      [false, false, true, true, true],
    );
    assert.deepEqual((await reconcile(await asked(), needs())).done, []);
  });

  it('go with what their containers wrote as root, which an image of theirs gives back', async () => {
    await bringUp('7', 'gone');
    const [image] = [...host.engine.images.values()];
    const foreign = [[path.join(folderOf('shop-pr-7'), 'uploads')], []];
    const given: unknown[] = [];
    const opened: unknown[] = [];
    const {docker, ...others} = needs();
    const {done} = await reconcile(await asked(), {
      ...others,
      owners: {
        me: () => ({user: 1000, group: 1000}),
        obstacles: () => Promise.resolve(foreign.shift() ?? []),
        open: async paths => void opened.push(paths),
      },
      docker: {...docker, giveBack: async order => void given.push(order)},
    });
    const paths = [path.join(folderOf('shop-pr-7'), 'uploads')];
    const owner = {user: 1000, group: 1000};
    assert.deepEqual(given, [{image: image?.id, folder: folderOf('shop-pr-7'), paths, owner}]);
    assert.deepEqual([done.length, opened], [1, [paths]]);
  });

  it('stay where the remote does not tell', async () => {
    await bringUp('7', 'feature/gone');
    branches = undefined;
    assert.deepEqual((await planOfReconcile(await host.project(), needs())).steps, []);
    assert.deepEqual(names(), ['shop-pr-7-web-1']);
  });

  it('stay while they are being deployed, and that keeps no other', async () => {
    await bringUp('7', 'a');
    await bringUp('8', 'b');
    const me = {who: 'Jenkins shop/PR-7 #2', since: new Date().toISOString()};
    host.locks.held.set(path.join(folderOf('.countable/shop-pr-7'), 'lock'), me);
    const outcome = await reconcile(await asked(), needs());
    const {done, warnings} = outcome;
    assert.equal(reconciled(outcome, data => data).error, undefined);
    assert.equal(done.length, 1);
    assert.deepEqual(
      warnings.map(({code}) => code),
      ['LOCK_HELD'],
    );
    assert.deepEqual(names(), ['shop-pr-7-web-1']);
  });

  it('that cannot be removed fail the verb that is asked to, and no build', async () => {
    await bringUp('7', 'a');
    const {docker, ...others} = needs();
    const removeImages = () => Promise.reject(new UserError('SERVICE_TIMEOUT', 'It took too long.'));
    const outcome = await reconcile(await asked(), {...others, docker: {...docker, removeImages}});
    assert.deepEqual(
      outcome.warnings.map(({code}) => code),
      ['SERVICE_TIMEOUT'],
    );
    const {error, text} = reconciled(outcome, data => data);
    assert.equal(error?.exitCode, 8);
    assert.match(text ?? '', /^! shop-pr-7, which is left over, could not be removed: It took too long\./);
  });

  it('stay where they were deployed after it was planned that they go', async () => {
    await bringUp('7', 'a');
    const {locks, ...others} = needs();
    let deployed = false;
    const {done, warnings} = await reconcile(await asked(), {
      ...others,
      locks: {
        ...locks,
        async tryToTake(file, me) {
          host.engine.clock.advance(1_000);
          await host.write({'index.html': 'two'});
          if (!deployed) await bringUp('7', 'a');
          deployed = true;
          return locks.tryToTake(file, me);
        },
      },
    });
    assert.deepEqual(
      [done, warnings.map(({code}) => code), names()],
      [[], ['LOCK_HELD'], ['shop-pr-7-web-1']],
    );
  });

  it('of another repository of the same name are none of this one', async () => {
    await bringUp('7', 'a');
    const other = {...(await asked()).project, remoteUrl: 'git@git.example.org:others/shop.git'};
    assert.deepEqual(await planOfReconcile(other, needs()), {steps: [], staying: []});
    assert.deepEqual(await planOfReconcile({...other, remoteUrl: null}, needs()), {steps: [], staying: []});
    await assert.rejects(planOfRemoval(other, '7', needs()), {code: 'BAD_ARGUMENT'});
  });

  it('are left alone beside what another one started under their name', async () => {
    await bringUp('7', 'a');
    const [first] = host.engine.containers;
    assert.ok(first);
    const labels = {...first.labels, 'ca.countable.repository': 'git.example.org/others/shop'};
    host.engine.containers.push({...first, id: 'other', name: 'other-1', labels});
    const {steps, staying} = await planOfReconcile(await host.project(), needs());
    assert.deepEqual([steps, staying[0]?.preview.strangers], [[], ['other-1']]);
  });

  it('are known by their record where their containers are gone, and go where the folder is gone as well', async () => {
    await bringUp('7', 'feature/x');
    host.engine.containers.splice(0);
    const plan = async () => (await planOfReconcile(await host.project(), needs())).steps.map(({id}) => id);
    assert.deepEqual(await plan(), []);
    await rm(folderOf('shop-pr-7'), {recursive: true});
    assert.deepEqual(await plan(), ['pr-7']);
  });

  it('are removed by hand, one by its number', async () => {
    await bringUp('7', 'feature/x');
    await assert.rejects(remove(await asked(), '9', needs()), {code: 'BAD_ARGUMENT', message: /request 9 /});
    assert.equal((await remove(await asked(), '7', needs())).done.length, 1);
    assert.deepEqual([names(), things()], [[], []]);
  });
});
