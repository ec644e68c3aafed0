import {count, left, lines, planned} from '../run/planText.ts';
import type {SentryOutcome, SentryPlan} from './plan.ts';

/** What was found or done, for people. */
export const sentryText = (result: SentryPlan | SentryOutcome): string =>
  'steps' in result
    ? lines(`${result.project} in ${result.organization}`, ...planned(result), ...impossible(result))
    : lines(
        `${result.project} in ${result.organization}: ${count(result.changed)}`,
        ...left(result.drift, 'countable sentry --repair'),
        result.url,
      );

const impossible = ({problems}: SentryPlan): string[] =>
  problems.map(({message, remedy}) => `Not possible: ${message} ${remedy}`);
