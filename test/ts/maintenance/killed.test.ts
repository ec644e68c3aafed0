import assert from 'node:assert/strict';
import {nameImage} from '../../fakes/engine/state.ts';
import {createHost, type Host} from '../../fakes/deploying.ts';
import {breaking, type Breaking} from '../support/breaking.ts';
import {committing} from '../support/commits.ts';
import {maintaining, type Maintaining} from '../support/maintaining.ts';
import {createRollingHost} from '../support/rollingHost.ts';

const IN_PLACE = {
  'docker-compose.yml': 'services: {web: {image: "python:3", restart: always, ports: ["8080:80"]}}',
  'dc.stage.yml': 'services: {}',
};

const rolled = async (): Promise<Host> => (await createRollingHost()).host;
const inPlace = async (): Promise<Host> => {
  const host = await createHost(IN_PLACE);
  host.engine.registry.add('python:3');
  nameImage(host.engine, 'nginx:1.31', {id: 'sha256:nginx', labels: {}});
  await committing(host)();
  await host.deploy();
  return host;
};

for (const [which, make] of Object.entries({'through nginx': rolled, 'in the place of the site': inPlace}))
  describe(`maintenance ${which} that is killed`, () => {
    let host: Host;
    let its: Maintaining;
    let world: Breaking;
    let policy: string | undefined;
    beforeEach(async () => {
      host = await make();
      its = maintaining(host);
      world = breaking(host);
      policy = site().find(({labels}) => labels['com.docker.compose.service'] === 'web')?.restartPolicy;
    });
    afterEach(() => host.remove());

    const site = () => host.engine.containers.filter(({labels}) => !('ca.countable.maintenance' in labels));
    const isServed = () => site().every(({state, exitCode}) => state === 'running' || exitCode === 0);
    const assertOn = async (where: string) => {
      const {isOn, through, inPlaceOf} = await its.status();
      const leading = through.map(({leadsTo}) => leadsTo).join();
      assert.deepEqual(
        [isOn, its.pages().length, leading || inPlaceOf.join()],
        [true, 1, make === rolled ? 'page' : 'web'],
        where,
      );
    };
    const assertOff = async (where: string) => {
      const {isOn, ended} = await its.status();
      assert.deepEqual([isOn, ended, its.pages(), its.held()], [false, null, [], []], where);
      assert.ok(isServed(), where);
      const [web] = site().filter(({labels}) => labels['com.docker.compose.service'] === 'web');
      assert.equal(web?.restartPolicy, policy, where);
    };
    /** Resolves to where it was killed; undefined where it came to its end. */
    const killedAt = async (deed: number, run: () => Promise<unknown>): Promise<string | undefined> => {
      world.breakAt(deed, 'killed');
      await Promise.race([world.broken, run()]);
      const where = world.brokenAt();
      world.mend();
      return where;
    };
    /** Kills `run` before each of its deeds, from the same beginning each time. */
    const each = async (
      run: () => Promise<unknown>,
      {begin, then}: {begin(): Promise<unknown>; then(where: string): Promise<void>},
    ): Promise<number> => {
      for (let deed = 1; ; deed += 1) {
        await begin();
        const where = await killedAt(deed, run);
        if (where === undefined) return deed;
        await then(`${deed}, ${where}`);
      }
    };
    const on = () => its.on();
    const off = () => its.off();

    it('as it is turned on is mended by turning it on, or off', async () => {
      const mends = [
        async (where: string) => {
          await on();
          await assertOn(where);
          await off();
          await assertOff(where);
        },
        async (where: string) => {
          await off();
          await assertOff(where);
        },
      ];
      for (const then of mends) assert.ok((await each(on, {begin: off, then})) > 5);
    });

    it('as its page is changed is mended by turning it on, or off', async () => {
      const begin = async () => {
        await off();
        await on();
      };
      const then = async (where: string) => {
        await on();
        await assertOn(where);
      };
      assert.ok((await each(on, {begin, then})) > 5);
      await each(on, {
        begin,
        async then(where) {
          await off();
          await assertOff(where);
        },
      });
    });

    it('as it is turned off is mended by turning it off, or on', async () => {
      const mends = [
        async (where: string) => {
          await off();
          await assertOff(where);
        },
        async (where: string) => {
          await on();
          await assertOn(where);
        },
      ];
      for (const then of mends) assert.ok((await each(off, {begin: on, then})) > 3);
    });
  });
