import {lines, numbered} from '../run/planText.ts';
import type {ClonePlan} from './checkout.ts';
import type {DownOutcome} from './down.ts';
import type {DownPlan, UpPlan} from './plan.ts';
import type {UpOutcome} from './up.ts';

export const upText = (result: UpPlan | UpOutcome | ClonePlan): string => {
  if ('folder' in result && 'steps' in result)
    return lines(...numbered(result.steps), 'What comes next its compose files say, once they are there.');
  if ('steps' in result) return planText(result);
  const {composeProject, urls, others, notes, folder} = result;
  return lines(
    urls.length === 0
      ? `${composeProject} runs, and publishes no site.`
      : `${composeProject} answers: ${urls.join(' ')}`,
    ...(others.length === 0 ? [] : [`And ${others.join(', ')}`]),
    ...notes.map(note => `! ${note}`),
    `In ${folder}: countable logs -f, countable shell <service>, countable down`,
  );
};

export const downText = (result: DownPlan | DownOutcome): string => {
  if ('steps' in result) return planText(result);
  const {done, notes, composeProject} = result;
  const what = done.length === 0 ? [`Nothing of ${composeProject} was here.`] : done.map(does => `✓ ${does}`);
  return lines(...what, ...notes);
};

const planText = ({steps, notes}: UpPlan | DownPlan): string =>
  lines(...(steps.length === 0 ? ['Nothing to do.'] : numbered(steps)), ...notes.map(note => `! ${note}`));
