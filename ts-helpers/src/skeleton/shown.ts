import {count, lines, numbered} from '../run/planText.ts';
import {quotedWords} from '../text/plain.ts';
import type {NewOutcome} from './create.ts';
import type {NewPlan} from './plan.ts';

/** What would be done, or was, for people. */
export const newText = (result: NewPlan | NewOutcome): string => {
  const leftOut = result.leftOut.map(({what, why}) => `Left out: ${what}: ${why}`);
  if ('steps' in result)
    return lines(
      `${result.project}, in ${result.folder}`,
      ...(result.steps.length === 0 ? ['Nothing to do.'] : numbered(result.steps)),
      ...leftOut,
    );
  return lines(
    `${result.project}: ${count(result.changed)}`,
    ...leftOut,
    ...result.byHand.map(command => `By hand: ${command}`),
    `Go on: ${quotedWords(['cd', result.folder])} && countable up`,
  );
};
