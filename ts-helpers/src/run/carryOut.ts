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
  /** What is said of a step as it begins and once it is done, where other words are true by then than those of the plan. */
  words?(step: S, when: 'begun' | 'done'): string | undefined;
  /** Around all deeds: what it makes of an error, it makes while things are as they were when it was thrown. */
  explaining?(work: () => Promise<void>): Promise<void>;
}

export interface CarriedOut<S extends Step> {
  done: S[];
  /** By what each failed, or would have. */
  notDone: {step: S; error: unknown}[];
}

/**
 * Does the steps of a plan one after another, each within its limit, and undoes them in reverse where one fails. Those that
 * clean up come last, whatever became of the others.
 */
export const carryOut = async <S extends Step>(
  steps: readonly S[],
  act: (step: S) => Promise<void>,
  needs: CarryOutNeeds<S>,
): Promise<CarriedOut<S>> => {
  const {keeping, explaining = work => work()} = needs;
  const carrying: Carrying<S> = {act, needs, begun: [], outcome: {done: [], notDone: []}};
  const deeds = steps.filter(({isCleanup}) => !isCleanup);
  try {
    await explaining(() => inOrder(deeds, carrying));
  } catch (error) {
    for (const step of carrying.begun.toReversed()) await undoAll(step, needs);
    throw error;
  } finally {
    for (const step of steps.filter(({isCleanup}) => isCleanup)) await cleanUp(step, carrying);
    await keeping?.close();
  }
  return carrying.outcome;
};

interface Carrying<S extends Step> {
  act(step: S): Promise<void>;
  needs: CarryOutNeeds<S>;
  begun: S[];
  outcome: CarriedOut<S>;
}

const inOrder = async <S extends Step>(
  steps: readonly S[],
  {act, needs, begun, outcome}: Carrying<S>,
): Promise<void> => {
  const {keeping, end, bear = () => 'fail'} = needs;
  const left = [...steps];
  let late: UserError | undefined;
  const begin = async (step: S): Promise<void> => {
    begun.push(step);
    await keeping?.begun();
  };
  /** And with it those that are told in the same words. */
  const doing = async (step: S): Promise<void> => {
    late = lateness(step, end === undefined ? 'SERVICE_TIMEOUT' : 'TIME_LIMIT');
    await inTime(step, {act, late, end});
    outcome.done.push(step);
    await keeping?.ended();
    const [next] = left;
    if (next === undefined || step.said === undefined || next.said !== step.said) return;
    left.shift();
    await begin(next);
    await doing(next);
  };
  for (let step = left.shift(); step !== undefined; step = left.shift()) {
    const first = step;
    await begin(first);
    try {
      await saying(first, needs, () => doing(first));
    } catch (error) {
      const failed = begun.at(-1) ?? first;
      const bearing = isStop(error) && error !== late ? 'fail' : bear(failed, error);
      if (bearing === 'fail') throw error;
      outcome.notDone.push({step: failed, error});
      if (bearing === 'leave the rest') {
        outcome.notDone.push(...left.map(one => ({step: one, error})));
        return;
      }
      await keeping?.ended();
    }
  }
};

/** What was thrown stays what is told, and what was done is done. */
const cleanUp = async <S extends Step>(step: S, {act, needs, outcome}: Carrying<S>): Promise<void> => {
  try {
    // What ends all that is under way ends no cleaning up.
    const waiting = {act, late: lateness(step, 'TIME_LIMIT'), end: undefined};
    await saying(step, needs, () => inTime(step, waiting));
    outcome.done.push(step);
  } catch (error) {
    outcome.notDone.push({step, error});
    needs.voice.warn(`What was to be done in the end is not done (${step.does}): ${messageOf(error)}`);
  }
};

const saying = <S extends Step>(
  step: S,
  {voice, words}: Pick<CarryOutNeeds<S>, 'voice' | 'words'>,
  work: () => Promise<void>,
): Promise<void> => {
  const {does, said = does} = step;
  if (said === null) return work();
  const begun = words?.(step, 'begun') ?? said;
  return voice.step(begun, work, () => words?.(step, 'done') ?? begun);
};

/** Who can end what is under way stops with it; elsewhere it is the service that is asked which does not come to an end. */
const lateness = ({id, does, limit}: Step, code: 'SERVICE_TIMEOUT' | 'TIME_LIMIT'): UserError =>
  new UserError(code, `"${does}" took longer than its limit of ${counted(limit, 'minute')}.`, {
    where: `step ${id}`,
  });

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
