import type {PlannedDeploy} from './deploy.ts';
import type {TestPlan} from '../test/plan.ts';
import {sentryText} from '../jenkins/shown.ts';

export const deployPlan = ({release, composeProject, previous, steps, sentry}: PlannedDeploy): string =>
  [
    `${composeProject}: version ${release.version}${previous ? `, now ${previous.version} since ${previous.at}` : ', nothing deployed yet'}`,
    ...numbered(steps.map(({does}) => does)),
    ...(sentry ? [`In Sentry: ${sentryText(sentry)}`] : ['']),
  ].join('\n');

export const testPlan = (plan: TestPlan | null): string => {
  if (plan === null) return 'Nothing to do: `test: none`.\n';
  const {composeProject, own, given, steps} = plan;
  return [
    `${composeProject}: thrown away in the end; touches nothing but its own${given.length > 0 ? ', and what is given to it' : ''}`,
    ...own.map(sentence => `   own: ${sentence}`),
    ...given.map(sentence => `   given: ${sentence}`),
    ...numbered(steps.map(({does}) => does)),
    '',
  ].join('\n');
};

const numbered = (lines: readonly string[]): string[] => lines.map((line, index) => `${index + 1}. ${line}`);
