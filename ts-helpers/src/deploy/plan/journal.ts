import type {Broken} from './deployRecord.ts';
import type {Step} from '../../result/step.ts';

/** How far a plan was carried out, as it is kept while that is done: who finds one finds a run that was killed. */
export interface Journal {
  /** What was done, and by whom: `The deploy of c0ffee by Jenkins shop #12`. */
  what: string;
  /** When it began: ISO 8601, UTC. */
  since: string;
  /** The steps of the plan, in their words. */
  steps: string[];
  /** How many of them are done. */
  done: number;
  /** Whether the next one was begun. */
  isBegun: boolean;
}

export const journalOf = (what: string, steps: readonly Step[], since: Date): Journal => ({
  what,
  since: since.toISOString(),
  steps: steps.map(({does}) => does),
  done: 0,
  isBegun: false,
});

/** That nobody knows what runs: it is under way, or was killed. */
export const brokenOff = (journal: Journal | undefined): Broken | undefined =>
  journal && {
    since: journal.since,
    why: `perhaps not up as a whole, for ${journal.what.replace(/^The/, 'the')} is under way, or was killed`,
  };

/** Where the run stopped that left it, in a line. */
export const whereItStopped = ({what, since, steps, done, isBegun}: Journal): string => {
  const step = (index: number) => `step ${index + 1} of ${steps.length}, "${steps[index] ?? ''}"`;
  const at =
    isBegun && done < steps.length ? `at ${step(done)}` : done > 0 ? `after ${step(done - 1)}` : undefined;
  return `${what}, begun at ${since}, did not come to its end: it was killed ${at ?? 'before its first step'}. This one goes on from there.`;
};
