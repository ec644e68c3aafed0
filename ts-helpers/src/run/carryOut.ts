import {isStop, messageOf} from '../errors/userError.ts';
import type {Report} from './report.ts';

/** A step of a plan: plain data, in the words that `--plan` prints and that are said while it is done. */
export interface Step {
  name: string;
  does: string;
}

/** How a step is done. */
export interface Deed {
  do(): Promise<void>;
  /** Brings back what was before, as far as it was done; once a step after it fails as well. */
  undo?(): Promise<void>;
}

/** What a step that failed means for those after it; `fail` undoes what was done, and throws. */
export type Bearing = 'fail' | 'go on' | 'leave the rest';

export interface CarryOutNeeds<S extends Step> {
  report: Pick<Report, 'step' | 'warn'>;
  /** Default: every failure fails. */
  bear?(step: S, error: unknown): Bearing;
  /** Around all deeds: what it makes of an error, it makes while things are as they were when it was thrown. */
  explaining?(work: () => Promise<void>): Promise<void>;
}

export interface CarriedOut<S extends Step> {
  done: S[];
  /** By what each failed, or would have. */
  notDone: {step: S; error: unknown}[];
}

/** Does the steps of a plan one after another, and undoes them in reverse where one fails. */
export const carryOut = async <S extends Step>(
  steps: readonly S[],
  deedOf: (step: S) => Deed,
  {report, bear = () => 'fail', explaining = work => work()}: CarryOutNeeds<S>,
): Promise<CarriedOut<S>> => {
  const outcome: CarriedOut<S> = {done: [], notDone: []};
  const begun: {step: S; deed: Deed}[] = [];
  const all = async () => {
    for (const [index, step] of steps.entries()) {
      const deed = deedOf(step);
      begun.push({step, deed});
      try {
        await report.step(step.does, () => deed.do());
        outcome.done.push(step);
      } catch (error) {
        const bearing = isStop(error) ? 'fail' : bear(step, error);
        if (bearing === 'fail') throw error;
        outcome.notDone.push({step, error});
        if (bearing === 'go on') continue;
        outcome.notDone.push(...steps.slice(index + 1).map(left => ({step: left, error})));
        return;
      }
    }
  };
  try {
    await explaining(all);
  } catch (error) {
    for (const {step, deed} of begun.toReversed()) await undo(step, deed, report);
    throw error;
  }
  return outcome;
};

/** What was thrown stays what is told. */
const undo = async ({does}: Step, deed: Deed, report: Pick<Report, 'warn'>): Promise<void> => {
  try {
    await deed.undo?.();
  } catch (error) {
    report.warn(`What was done could not be undone (${does}): ${messageOf(error)}`);
  }
};
