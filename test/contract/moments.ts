import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import type {Docker} from '../../ts-helpers/src/outside/docker.ts';
import type {Program} from '../fakes/engine/program.ts';
import type {KnownEngine} from './engine.ts';

type Known = Pick<KnownEngine, 'run' | 'label'> & {
  docker: Pick<Docker, 'followMoments' | 'moments' | 'remove' | 'time' | 'wait'>;
};

/** What every engine tells of what happened to containers, and of what happens. */
export const momentsContract = (known: () => Known): void => {
  let id: string;
  const run = (program: Program): Promise<string> => {
    const [key = '', value = ''] = known().label.split('=');
    return known().run({name: `${value}-one`, labels: {[key]: value}, program});
  };
  afterEach(() => known().docker.remove(id));

  it('remembers when containers started and ended', async () => {
    const {docker, label} = known();
    const since = await docker.time();
    id = await run({exits: 4});
    await docker.wait(id);
    const moments = await docker.moments(label, {since, until: await docker.time()});
    const its = moments.filter(({container}) => container === id);
    assert.deepEqual(
      its.map(({what}) => what),
      ['started', 'ended'],
    );
    assert.ok(its.every(({at}) => at >= since));
    await docker.remove(id);
    const after = await docker.moments(label, {since, until: await docker.time()});
    assert.equal(after.findLast(({container}) => container === id)?.what, 'removed');
  });

  it('tells the same as it happens, from a time on, to who follows', async () => {
    const {docker, label} = known();
    const since = await docker.time();
    id = await run({exits: 4});
    const heard: string[] = [];
    const until = new Date(since.getTime() + 60_000);
    const following = await docker.followMoments(label, {since, until}, ({container, what}) => {
      if (container === id) heard.push(what);
    });
    await docker.wait(id);
    await docker.remove(id);
    for (let look = 0; look < 100 && !heard.includes('removed'); look += 1) await pause(100);
    assert.equal(await following.end(), undefined);
    assert.deepEqual(heard, ['started', 'ended', 'removed']);
  });
};
