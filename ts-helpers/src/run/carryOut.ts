import {millisecondsOf, within} from '../outside/patience.ts';
import type {Step} from '../result/step.ts';
import {counted} from '../text/plain.ts';
import {isStop, messageOf, UserError} from '../errors/userError.ts';
import type {Voice} from './voice.ts';

/** What a step that failed means for those after it; `fail` undoes what was done, and throws. */
export type Bearing = 'fail' | 'go on' | 'leave the rest';

/** Keeps, where it outlives this process, how far a plan was carried out. */
export interface Keeping {
  begun(): Promise<void>;
  /** The step that was begun is done, or the plan goes on without it. */
  ended(): Promise<void>;
  /** The plan came to its end, or what was done of it is undone. */
  close(): Promise<void>;
}

export interface CarryOutNeeds<S extends Step> {
  voice: Pick<Voice, 'step' | 'warn'>;
  /** Does what an undo of a step names. */
  undo?(undo: S['undo'][number]): Promise<void>;
  /** Ends what is under way, and all that would come: a step has reached its limit. Default: nobody waits for it any more. */
  end?: ((reason: UserError) => void) | undefined;
  keeping?: Keeping;
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

/** Does the steps of a plan one after another, each within its limit, and undoes them in reverse where one fails. */
export const carryOut = async <S extends Step>(
  steps: readonly S[],
  act: (step: S) => Promise<void>,
  needs: CarryOutNeeds<S>,
): Promise<CarriedOut<S>> => {
  const {voice, keeping, bear = () => 'fail', explaining = work => work()} = needs;
  const outcome: CarriedOut<S> = {done: [], notDone: []};
  const begun: S[] = [];
  const all = async () => {
    for (const [index, step] of steps.entries()) {
      begun.push(step);
      await keeping?.begun();
      const late = lateness(step, needs);
      try {
        await voice.step(step.does, () => inTime(step, {act, late, end: needs.end}));
        outcome.done.push(step);
      } catch (error) {
        const bearing = isStop(error) && error !== late ? 'fail' : bear(step, error);
        if (bearing === 'fail') throw error;
        outcome.notDone.push({step, error});
        if (bearing === 'leave the rest') {
          outcome.notDone.push(...steps.slice(index + 1).map(left => ({step: left, error})));
          return;
        }
      }
      await keeping?.ended();
    }
  };
  try {
    await explaining(all);
  } catch (error) {
    for (const step of begun.toReversed()) await undoAll(step, needs);
    throw error;
  } finally {
    await keeping?.close();
  }
  return outcome;
};

/** Who can end what is under way stops with it; elsewhere it is the service that is asked which does not come to an end. */
const lateness = ({id, does, limit}: Step, {end}: Pick<CarryOutNeeds<Step>, 'end'>): UserError =>
  new UserError(
    end === undefined ? 'SERVICE_TIMEOUT' : 'TIME_LIMIT',
    `"${does}" took longer than its limit of ${counted(limit, 'minute')}.`,
    {where: `step ${id}`},
  );

const inTime = async <S extends Step>(
  step: S,
  {act, late, end}: {act: (step: S) => Promise<void>; late: UserError; end: CarryOutNeeds<S>['end']},
): Promise<void> => {
  const milliseconds = millisecondsOf(step.limit);
  if (end === undefined) return within(milliseconds, act(step), late);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end(late);
  }, milliseconds);
  try {
    await act(step);
  } finally {
    clearTimeout(timer);
  }
  // What heard of no end came to its own, and what follows would not.
  if (isLate) throw late;
};

/** What was thrown stays what is told. */
const undoAll = async <S extends Step>(
  step: S,
  {undo, voice}: Pick<CarryOutNeeds<S>, 'undo' | 'voice'>,
): Promise<void> => {
  for (const one of step.undo) {
    try {
      if (undo === undefined) throw new Error(`nothing does ${one.deed}`);
      await undo(one);
    } catch (error) {
      voice.warn(`What was done could not be undone (${step.does}): ${messageOf(error)}`);
    }
  }
};
