import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Host} from '../../../fakes/deploying.ts';
import {breaking, type Breaking, type Way} from '../../support/breaking.ts';
import {createRollingHost, type RollingHost} from '../../support/rollingHost.ts';

/** More than a deploy does: a run that has fewer ends the test. */
const MOST_DEEDS = 200;
/** One way takes the odd ones, the other the even; with COUNTABLE_KILLS each takes all. */
const STEP = process.env['COUNTABLE_KILLS'] === undefined ? 2 : 1;

describe('a deploy that ends at any of its deeds', () => {
  let rolling: RollingHost;
  let host: Host;
  let world: Breaking;
  let number = 0;

  beforeEach(async () => {
    rolling = await createRollingHost();
    ({host} = rolling);
    world = breaking(host);
  });
  afterEach(() => host.remove());

  const change = () => rolling.commit({'index.html': `${(number += 1)}`});
  const serving = () => rolling.of('web').filter(({state}) => state === 'running').length;
  const files = async (): Promise<string[]> =>
    (await readdir(path.join(host.root, 'deploys'), {recursive: true})).map(String);

  const assertWhole = async (where: string): Promise<void> => {
    const {engine, locks, hostLocks} = host;
    assert.deepEqual(
      engine.containers
        .map(({name, state}) => `${name.replace(/^shop-stage-(.*)-\d+$/, '$1')} ${state}`)
        .sort(),
      ['beat running', 'db running', 'migrate exited', 'proxy running', 'web running'],
      where,
    );
    assert.equal(await readFile(path.join(host.folder, 'index.html'), 'utf8'), `${number}`, where);
    assert.doesNotMatch(rolling.of('proxy')[0]?.hosts ?? '', /web #/, where);
    const kept = await host.deployFolder().releases.list();
    const versions = new Set(kept.map(({release: {version}}) => version));
    const tags = [...engine.images.keys()].flatMap(name => /^shop-stage-\w+:(\w{12})$/.exec(name)?.[1] ?? []);
    assert.deepEqual(
      tags.filter(version => !versions.has(version)),
      [],
      where,
    );
    const left = (await files()).filter(file => /(?:\.new|journal\.json|\/tmp\/.+)$/.test(file));
    assert.deepEqual(left, [], where);
    assert.deepEqual([locks.held.size, hostLocks.held.size], [0, 0], where);
  };

  /** Resolves to what it was about to do; undefined where it came to its end before. */
  const brokenDeploy = async (deed: number, way: Way): Promise<string | undefined> => {
    world.breakAt(deed, way);
    const run = host.deploy().then(
      () => undefined,
      (error: unknown) => error as UserError,
    );
    await Promise.race([world.broken, run]);
    const where = world.brokenAt();
    if (where === undefined) return undefined;
    if (way === 'engine gone') {
      const error = await run;
      assert.ok(error === undefined || error.code === 'DOCKER_DOWN', `${where}: ${error?.stack}`);
    }
    // What was under way beside it comes to its end.
    else await pause(20);
    return where;
  };

  const seen = new Set<string>();

  for (const [first, way] of [
    [1, 'killed'],
    [2, 'engine gone'],
  ] as const)
    it(`(${way}) goes on serving, and is whole again after the next one`, async () => {
      let deed: number = first;
      for (; deed < MOST_DEEDS; deed += STEP) {
        await change();
        const where = await brokenDeploy(deed, way);
        if (where === undefined) break;
        seen.add(where);
        assert.ok(serving() > 0, `${where}, deed ${deed}: nothing serves`);
        world.mend();
        const {outcome} = await host.deploy();
        assert.equal(outcome, 'passed');
        await assertWhole(`${where}, deed ${deed}`);
      }
      assert.ok(deed < MOST_DEEDS, 'it does more than is tried');
    }).timeout(600_000);

  it('is every kind of deed', () => {
    for (const each of ['compose build', 'compose up', 'compose add', 'docker exec', 'docker tagImage'])
      assert.ok(seen.has(each), `${each} is not among ${[...seen].join(', ')}`);
  });
});
