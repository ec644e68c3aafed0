import assert from 'node:assert/strict';
import path from 'node:path';
import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {type DiskNeeds, freeDisk, planOnly} from '../../../../ts-helpers/src/deploy/disk.ts';
import {diskText, finished} from '../../../../ts-helpers/src/deploy/diskShown.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {keptSizes} from '../../../../ts-helpers/src/deploy/folder/keptSizes.ts';
import {createDeployFolder} from '../../../../ts-helpers/src/deploy/folder.ts';
import {createHolders} from '../../../../ts-helpers/src/outside/holders.ts';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';
import {gitIn} from '../../../fakes/machine.ts';
import {committing} from '../../support/commits.ts';

describe('countable disk, in process', () => {
  let host: Host;
  afterEach(() => host.remove());

  const needs = (): DiskNeeds => {
    const root = path.join(host.root, 'deploys');
    return {
      ...host.needs,
      git: gitIn(host.workspace),
      locks: host.locks,
      hostLocks: host.hostLocks,
      holders: createHolders(),
      root,
      folderOf: composeProject => createDeployFolder(root, composeProject),
      isRecorded: composeProject =>
        Promise.resolve(existsSync(path.join(root, '.countable', composeProject))),
      keptSizes: () => keptSizes(root),
    };
  };
  const request = async (environment?: string) => ({
    project: await host.project(),
    environment,
    who: 'ada on this machine',
  });
  const names = () => [...host.engine.images.keys()].sort();

  const threeReleases = async () => {
    host = await createHost();
    const commit = committing(host);
    for (const text of ['1', '2', '3']) {
      await commit({'index.html': text});
      await host.deploy();
    }
    await commit({'countable.yml': 'releases: 2\n'});
  };

  it('frees what the setting no longer keeps, and a second time nothing', async () => {
    await threeReleases();
    const {steps, overview} = await planOnly(await request(), needs());
    assert.deepEqual(
      steps.map(({id}) => id),
      ['stage/releases', 'stage/images'],
    );
    assert.equal(overview.shares?.find(one => one.composeProject === 'shop-stage')?.releases.count, 3);
    const before = names();
    const {done} = await freeDisk(await request(), needs());
    assert.equal(done.length, 2);
    const gone = before.filter(name => !names().includes(name));
    assert.deepEqual(gone.map(name => name.split(':')[0]).sort(), ['shop-stage-db', 'shop-stage-web']);
    const again = await freeDisk(await request(), needs());
    assert.deepEqual([again.done, again.busy], [[], []]);
    assert.match(diskText(again), /Nothing had to be freed/);
    assert.equal((await host.rollback()).outcome, 'passed', 'the one before is still there');
  });

  it('leaves an environment alone that is being deployed', async () => {
    await threeReleases();
    const lock = await host.hostLocks.tryToTake('shop-stage', {who: 'Jenkins shop #1', since: ''});
    assert.ok('release' in lock);
    const before = names();
    assert.deepEqual((await freeDisk(await request(), needs())).busy, ['stage']);
    assert.deepEqual(names(), before);
    await lock.release();
  });

  it('frees what is left of a deploy that was removed where it is named, and only there', async () => {
    host = await createHost(SITE);
    await committing(host)();
    await host.deploy();
    for (const [name, {labels, id}] of [...host.engine.images])
      if (labels['ca.countable.project'] === 'shop')
        host.engine.images.set(name.replace('stage', 'demo'), {
          id: `${id}demo`,
          labels: {
            ...labels,
            'ca.countable.environment': 'demo',
            'com.docker.compose.project': 'shop-demo',
          },
        });
    const before = names();
    assert.deepEqual((await planOnly(await request(), needs())).steps, []);
    assert.deepEqual(
      (await freeDisk(await request('demo'), needs())).done.map(text => text.slice(0, 14)),
      ['Remove 1 image'],
    );
    assert.deepEqual(
      before.filter(name => !names().includes(name)).map(name => name.split(':')[0]),
      ['shop-demo-web', 'shop-demo-web'],
    );
  });

  it('frees the names that releases of a removed deploy gave images of others, and none of another deploy', async () => {
    host = await createHost(SITE);
    const commit = committing(host);
    for (const text of ['1', '2']) {
      await commit({'index.html': text});
      await host.deploy();
    }
    const isOfDb = (name: string) => name.startsWith('shop-stage-db:');
    const [tag = ''] = names().filter(isOfDb);
    // As the page on removing a deploy goes.
    host.engine.containers.splice(0);
    for (const folder of ['shop-stage', '.countable/shop-stage'])
      await rm(path.join(host.root, 'deploys', folder), {recursive: true});
    const {id, labels} = host.engine.images.get(tag) ?? assert.fail();
    await host.put({'deploys/.countable/shop-stage-prod/releases/x.json': '{}'});
    const others = ['shop-stage-prod-db:c0ffee123456', 'shop-stage-db:by-hand', 'shop-stagedb:c0ffee123456'];
    for (const name of others) host.engine.images.set(name, {id, labels});
    assert.deepEqual((await planOnly(await request(), needs())).steps, []);
    const {done} = await freeDisk(await request('stage'), needs());
    assert.match(
      done.join('\n'),
      /^Remove 2 images.*\nTake away 2 names that releases of shop-stage gave images of others: shop-stage-db:\S+, shop-stage-db:\S+$/,
    );
    assert.deepEqual(
      names().filter(name => name.startsWith('shop-stage')),
      others.sort(),
    );
    assert.ok(names().includes('postgres:15'));
    assert.match(diskText(await freeDisk(await request('stage'), needs())), /Nothing had to be freed/);
  });

  it('counts a version once, however often it was deployed', async () => {
    host = await createHost();
    const commit = committing(host);
    await commit({'index.html': '1'});
    await host.deploy();
    host.engine.clock.advance(1_000);
    await host.deploy();
    const of = async () =>
      (await planOnly(await request(), needs())).overview.shares?.find(
        one => one.composeProject === 'shop-stage',
      )?.releases.count;
    assert.equal(await of(), 1);
    await commit({'index.html': '2'});
    await host.deploy();
    assert.equal(await of(), 2);
  });

  it('refuses an environment of which neither the project nor an image tells', async () => {
    await threeReleases();
    const before = names();
    for (const work of [planOnly, freeDisk])
      await assert.rejects(work(await request('demo'), needs()), {
        code: 'UNKNOWN_ENVIRONMENT',
        exitCode: 2,
        remedy: 'There is stage. A new one begins with its file, dc.demo.yml.',
      });
    assert.deepEqual(names(), before);
  });

  it('tells what it could not do, and does the rest', async () => {
    await threeReleases();
    host.engine.failing.set('docker image rm', new UserError('DISK_LOW', 'As the adapter tells it.'));
    const outcome = await freeDisk(await request(), needs());
    assert.deepEqual(
      outcome.notDone.map(({does, error}) => [does.split(' ')[0], error.code, error.exitCode]),
      [
        ['Forget', 'DISK_LOW', 3],
        ['Remove', 'DISK_LOW', 3],
      ],
    );
    const {error, text = ''} = finished(outcome, data => data);
    assert.equal(error?.exitCode, 3);
    assert.match(text, /\nNot done: Forget 1 release of shop-stage, .*\nNot done: Remove /);
    assert.equal(finished({...outcome, notDone: []}, data => data).error, undefined);
  });

  it('tells no sums where Docker does not come to its end', async () => {
    await threeReleases();
    host.engine.failing.set('docker system df', new Error('late'));
    const plan = await planOnly(await request(), needs());
    assert.match(
      diskText(plan),
      /Docker does not say in time what it stores: docker system df -v\n\nTo be freed:\n1\. Forget/,
    );
  });
});
