import {numbered} from '../run/planText.ts';
import type {TestPlan} from './plan.ts';

export const testPlan = (plan: TestPlan | null): string => {
  if (plan === null) return 'Nothing to do: `test: none`.\n';
  const {composeProject, own, given, steps} = plan;
  return [
    `${composeProject}: thrown away in the end; touches nothing but its own${given.length > 0 ? ', and what is given to it' : ''}`,
    ...own.map(sentence => `   own: ${sentence}`),
    ...given.map(sentence => `   given: ${sentence}`),
    ...numbered(steps),
    '',
  ].join('\n');
};
