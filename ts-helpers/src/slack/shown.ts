import {count, lines, numbered} from '../run/planText.ts';
import type {SlackOutcome, SlackPlan} from './plan.ts';

/** What was found or done, for people. */
export const slackText = (result: SlackPlan | SlackOutcome): string => {
  const where = `${result.channel} in ${result.workspace}`;
  if ('steps' in result)
    return lines(
      where,
      ...(result.steps.length === 0 ? ['Nothing to do.'] : numbered(result.steps)),
      ...result.problems.map(({message, remedy}) => `Not possible: ${message} ${remedy}`),
    );
  return lines(`${where}: ${count(result.changed)}`, ...(result.url === undefined ? [] : [result.url]));
};
