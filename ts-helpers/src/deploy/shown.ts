import type {PlannedDeploy} from './deploy.ts';
import {numbered} from '../run/planText.ts';
import {sentryText} from '../sentry/shown.ts';

export const deployPlan = ({release, composeProject, previous, steps, sentry}: PlannedDeploy): string =>
  [
    `${composeProject}: version ${release.version}${previous ? `, now ${previous.version} since ${previous.at}` : ', nothing deployed yet'}`,
    ...numbered(steps),
    ...(sentry ? [`In Sentry: ${sentryText(sentry)}`] : ['']),
  ].join('\n');
