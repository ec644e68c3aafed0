import {count, lines, numbered} from '../run/planText.ts';
import {quotedWords} from '../text/plain.ts';
import type {NewOutcome} from './create.ts';
import type {ExistingOutcome} from './existing.ts';
import type {NewPlan} from './plan.ts';
import type {ExistingPlan} from './plan/existing.ts';

/** What would be done, or was, for people. */
export const newText = (result: NewPlan | NewOutcome | ExistingPlan | ExistingOutcome): string => {
  if ('adds' in result) return existingText(result);
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

const existingText = (result: ExistingPlan | ExistingOutcome): string => {
  const {project, folder, branch, adds, stays, unknown} = result;
  const isPlan = 'steps' in result;
  const isDone = isPlan ? result.steps.length === 0 : result.changed.length === 0;
  return lines(
    isPlan || isDone ? `${project}, in ${folder}` : `${project}: one commit on ${branch}`,
    ...(adds.length === 0 ? ['Nothing is missing.'] : []),
    ...adds.map(({file, why}) => `  + ${file}: ${why}`),
    ...stays.map(text => `  = ${text}`),
    ...unknown.map(text => `  ? ${text}`),
    ...(isPlan || isDone ? [] : [`Look at it: git show ${branch}. Then merge it: git merge ${branch}`]),
  );
};
