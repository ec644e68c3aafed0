import type {Clock} from '../outside/clock.ts';
import type {Settings} from '../settings/settings.ts';
import {isStop, messageOf} from '../errors/userError.ts';
import {
  type CollectedReports,
  collectReports,
  type CollectNeeds,
  keepReports,
  type KeepNeeds,
} from './act/collect.ts';
import type {GatheredTest} from './gather.ts';
import {judgeTests, type Judged} from './act/judge.ts';
import {removeLeftovers, removeRun, type RemoveNeeds} from './act/remove.ts';
import {type EndedTests, runTests, type RunTestsNeeds} from './act/run.ts';
import {build, start, type StartNeeds} from './act/start.ts';
import {witnessingHang} from '../services/hang.ts';
import {blamingMachine} from '../services/machine.ts';
import {type Before, lookBefore} from './act/tidy.ts';
import type {TestStep} from './plan.ts';

export type ActNeeds = StartNeeds & RunTestsNeeds & CollectNeeds & KeepNeeds & RemoveNeeds;

export interface Acting {
  gathered: GatheredTest;
  how: Exclude<Settings['test'], 'none'>;
  /** Folder that gets the JUnit XML. */
  output: string | undefined;
  /** Called once nothing of it is left, or can be removed. */
  release(): void;
}

/** How tests ended that did not fail. */
export interface Passed extends Judged {
  ended: EndedTests;
  reports: CollectedReports;
}

/** The deeds behind the steps of a test run, and what they come to. */
export const deedsOf = (
  {gathered, how, output, release}: Acting,
  needs: ActNeeds,
): {deeds: Record<TestStep['id'], () => Promise<void>>; passed(): Passed} => {
  const {plan, run: model, project} = gathered;
  const hanging = {composeProject: plan.composeProject, facts: {model}};
  const beginning = stopwatch(needs.clock);
  let leftovers: Promise<void> | undefined;
  let before: Before | undefined;
  let ended: EndedTests | undefined;
  let reports: CollectedReports | undefined;
  let passed: Passed | undefined;
  return {
    deeds: {
      build: () => witnessingHang(hanging, needs.docker, () => build(gathered, needs)),

      async start() {
        before = await lookBefore(gathered, needs);
        // Looking for them takes none of the tests' time while these wait for their services.
        leftovers = removeLeftovers(needs);
        await witnessingHang(hanging, needs.docker, () => start(gathered, needs));
      },

      async run() {
        ended = await blamingMachine(needs, () => runTests(gathered, project.settings, needs));
      },

      async collect() {
        const hasEnded = known(ended);
        const collecting = {gathered, ended: hasEnded, how, since: beginning()};
        reports = await collectReports(collecting, needs).catch(toldAsLost(needs.voice));
        passed = {ended: hasEnded, reports, ...(await judgeTests(hasEnded, reports, needs))};
      },

      async remove() {
        leftovers ??= removeLeftovers(needs);
        await Promise.all([removeRun(gathered, before, needs).finally(release), leftovers]);
        if (reports !== undefined && output !== undefined) await keepReports(reports, output, needs);
      },
    },

    passed: () => known(passed),
  };
};

/** The steps before it make it. */
const known = <T>(made: T | undefined): T => {
  if (made === undefined) throw new Error('The steps of a test run were not done in their order.');
  return made;
};

/** How the tests ended is known: reports that cannot be had do not change it. */
const toldAsLost =
  ({warn}: ActNeeds['voice']) =>
  (error: unknown): CollectedReports => {
    if (isStop(error)) throw error;
    warn(`The test reports could not be collected: ${messageOf(error)}`);
    return {files: [], unreadable: 0, cases: [], texts: new Map()};
  };

/** When this moment was, by the clock on the wall as it goes then: people may set it back meanwhile. */
const stopwatch = (clock: Clock): (() => Date) => {
  const [now, elapsed] = [clock.now().getTime(), clock.elapsed()];
  return () => new Date(Math.min(now, clock.now().getTime() - (clock.elapsed() - elapsed)));
};
