import assert from 'node:assert/strict';
import {rename, rm, symlink} from 'node:fs/promises';
import path from 'node:path';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';

describe('a deploy where another folder has deploys of its name, in process', () => {
  let host: Host;
  const given = async (files: Readonly<Record<string, string>> = SITE): Promise<Host> =>
    (host = await createHost(files));
  const refused = (given: DeployGiven = {}): Promise<UserError> =>
    host.deploy(given).then(
      () => assert.fail('it is not refused'),
      (error: unknown) => error as UserError,
    );
  afterEach(() => host.remove());

  it('is refused that would replace what another folder of deploys brought up, unless it is told to', async () => {
    const {root, folder} = await given();
    await host.deploy();
    const other = {root: 'others'};
    const {code, where, message, remedy} = await refused(other);
    assert.deepEqual([code, where], ['PROJECT_COLLISION', 'container shop-stage-db-1']);
    assert.equal(
      message,
      `The compose project shop-stage on this host was deployed from ${folder}, and not from ${root}/others/shop-stage.`,
    );
    assert.equal(
      remedy,
      `Deploy to where it is: COUNTABLE_DEPLOY_ROOT=${root}/deploys. Or move it here by hand, on this host: ` +
        `countable deploy stage --take-over. What its services keep in ${folder} does not come along: copy that first.`,
    );
    await host.deploy({...other, takesOver: true});
    assert.deepEqual((await host.deploy(other)).outcome, 'passed');
    assert.equal((await refused()).code, 'PROJECT_COLLISION');
    assert.equal((await host.plan({takesOver: true})).previous, null);
  });

  it('goes on where its folder was moved, or is reached another way', async () => {
    const {root} = await given();
    await host.deploy();
    await symlink(path.join(root, 'deploys'), path.join(root, 'linked'));
    await host.deploy({root: 'linked'});
    await rm(path.join(root, 'linked'));
    await rename(path.join(root, 'deploys'), path.join(root, 'moved'));
    assert.equal((await host.deploy({root: 'moved'})).outcome, 'passed');
  });

  it('is refused that meets another deploy of its name just as it is to start', async () => {
    const {engine} = await given();
    await host.deploy({root: 'others'});
    const theirs = engine.containers.splice(0);
    const [first, ...more] = theirs;
    engine.images.clear();
    // They come while the images do.
    engine.registry.has = name => {
      engine.containers.push(...theirs.splice(0));
      return name !== '';
    };
    const {code, where} = await refused();
    assert.deepEqual([code, where], ['PROJECT_COLLISION', `container ${first?.name}`]);
    assert.equal(engine.containers.length, 1 + more.length);
  });

  it('waits for one of its name to another folder', async () => {
    await given({...SITE, 'countable.yml': 'timeouts: {lock: 0.05}'});
    host.hostLocks.held.set('shop-stage', {who: 'grace on this machine', since: new Date(0).toISOString()});
    const {code, message} = await refused();
    assert.equal(code, 'LOCK_HELD');
    assert.match(message, /grace on this machine/);
    assert.equal(host.locks.held.size, 0);
  });
});
