import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {StepId} from '../../../../ts-helpers/src/deploy/plan/step.ts';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {committing} from '../../support/commits.ts';
import type {Way} from '../../support/breakingSteps.ts';
import {type BrokenSite, SITES} from '../../support/brokenSites.ts';
import {assertServes, assertWhole} from '../../support/wholeSite.ts';

/** Each at these parts of what a step does: before it, in its middle, after it. */
const WAYS: Readonly<Record<Way, readonly number[]>> = {
  throws: [0, 0.5, 1],
  stopped: [0.5],
  killed: [0, 0.5, 1],
  'killed while it is undone': [0.5],
  'engine gone': [0, 0.5],
  'disk full': [0, 0.5],
  hangs: [0.5],
};

/** All steps that a deploy may have: a new one has to be in the plan of one of the sites. */
type Kind<Id> = Id extends `roll ${string}` ? 'roll' : Id;
const KINDS: Record<Kind<StepId>, true> = {
  ...{build: true, fill: true, unpin: true, unlink: true, start: true, roll: true, rest: true},
  ...{setAside: true, watch: true, tidy: true, track: true, hold: true, clean: true},
};

/** One case of so many, so that each step of each site has one at least; with COUNTABLE_KILLS all. */
const ONE_OF = process.env['COUNTABLE_KILLS'] === undefined ? 12 : 1;

interface Case {
  step: string;
  way: Way;
  part: number;
}

describe('a deploy that breaks at any of its steps', () => {
  const seen = new Set<string>();
  let number = 0;
  let temporary: string;
  let before: string | undefined;
  beforeEach(async () => {
    temporary = await mkdtemp(path.join(tmpdir(), 'countable-broken-'));
    before = process.env['TMPDIR'];
    process.env['TMPDIR'] = temporary;
  });
  afterEach(async () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(temporary, {recursive: true});
  });

  const momentOf = (part: number, calls: number): number => {
    if (part === 1) return Infinity;
    return part === 0 ? 0 : Math.max(1, Math.round(calls * part));
  };

  /** Resolves to whether it broke: what a step would do may have nothing to do. */
  const broken = async (
    site: BrokenSite,
    {step, way, part}: Case,
    calls: number,
  ): Promise<string | undefined> => {
    const {world} = site;
    const there = await readdir(temporary);
    world.breakAt(step, {way, moment: way === 'hangs' ? 1 : momentOf(part, calls)});
    const run = site.run().then(
      () => undefined,
      (error: unknown) => error as UserError,
    );
    const error = await Promise.race([world.died, run]);
    const where = world.brokenAt();
    if (where === undefined) return undefined;
    // What was under way beside it comes to its end.
    if (way.startsWith('killed')) await pause(20);
    else {
      assertTold(site, way, error as UserError | undefined);
      assert.deepEqual(await readdir(temporary), there);
    }
    if (site.isAway === undefined || way === 'throws') await assertServes(site);
    world.mend();
    return where;
  };

  const assertTold = ({host}: BrokenSite, way: Way, error: UserError | undefined): void => {
    const codes: Partial<Record<Way, string>> = {
      throws: 'SERVICE_EXITED',
      stopped: 'INTERRUPTED',
      'engine gone': 'DOCKER_DOWN',
      'disk full': 'DISK_FULL',
      hangs: 'TIME_LIMIT',
    };
    if (error !== undefined) assert.equal(error.code, codes[way], error.stack);
    assert.deepEqual([host.locks.held.size, host.hostLocks.held.size], [0, 0]);
  };

  for (const [which, {make, isMadeAnew}] of Object.entries(SITES))
    it(`${which} leaves what is live, or the next one brings it back`, async () => {
      let site = await make();
      const again = async (): Promise<void> => {
        if (isMadeAnew) {
          await removed(site);
          site = await make();
        }
        await site.change();
      };
      try {
        await site.change();
        const {steps} = await site.plan();
        site.world.mend();
        await site.run();
        const counts = new Map(site.world.calls());
        await site.next();
        await assertWhole(site, 'unbroken');
        for (const {id, does} of steps) {
          const calls = counts.get(does) ?? 0;
          for (const {way, part} of casesOf(calls)) {
            if ((number += 1) % ONE_OF !== 0) continue;
            const name = `${id}, ${way} at ${part}`;
            await again();
            const step = (await site.plan()).steps.find(one => one.id === id)?.does ?? '';
            const where = await broken(site, {step, way, part}, calls);
            if (where !== undefined) seen.add(id.replace(/ .*/, ''));
            // Whoever mends it may do so by another version.
            if (part > 0 && part < 1) await fix(site);
            await site.next();
            await assertWhole(site, name);
          }
        }
      } finally {
        await removed(site);
      }
    }).timeout(600_000);

  it('is each that a deploy may have', () => {
    assert.deepEqual([...seen].sort(), Object.keys(KINDS).sort());
  });
});

const casesOf = (calls: number): Pick<Case, 'way' | 'part'>[] =>
  Object.entries(WAYS).flatMap(([way, parts]) =>
    parts
      // What calls nobody has no middle.
      .filter(part => calls > 0 || part === 0 || part === 1)
      .map(part => ({way: way as Way, part})),
  );

const fix = async ({host}: BrokenSite): Promise<void> => {
  host.engine.clock.advance(60_000);
  await committing(host)({mended: String(host.engine.clock.elapsed())});
};

const removed = async ({host, world}: BrokenSite): Promise<void> => {
  world.end();
  await host.remove();
};
