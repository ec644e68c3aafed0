import type {PlannedDeploy} from './deploy.ts';
import type {Releases} from './releasesWork.ts';
import {serviceTexts} from './plan/services.ts';
import type {TimeLive} from './plan/history.ts';
import {environmentTitle} from '../project/conventions.ts';
import {durationText} from '../text/time.ts';
import {lines, numbered} from '../run/planText.ts';
import {sentryText} from '../sentry/shown.ts';

export const releasesText = (releases: Releases): string => {
  const all = Object.entries(releases);
  if (all.length === 0) return lines('No release of any environment is kept on this host.');
  return lines(
    ...all.flatMap(([environment, its]) => [
      `${environmentTitle(environment)}:${its.length === 0 ? ' no release is kept on this host' : ''}`,
      ...its.flatMap(releaseLines),
    ]),
  );
};

const releaseLines = (told: TimeLive): string[] => {
  const {version, branch, isLive, liveAt, until, deploys, lastAt, who, by, images, broken} = told;
  const times = deploys === 1 ? '' : `deployed ${deploys} times, last ${minute(lastAt)} `;
  const names = [...new Set(Object.values(images))];
  return [
    `  ${isLive ? '▸' : ' '} ${version}${branch === null ? '' : ` (${branch})`}  ${minute(liveAt)} to ${until === null ? 'now' : minute(until)}, ${span(liveAt, until)}`,
    ...(broken === undefined ? [] : [`      since ${minute(broken.since)} ${broken.why}`]),
    `      ${times}by ${who}${by === null ? '' : `, a commit of ${by}`}`,
    ...(names.length === 0 ? [] : [`      ${names.join(', ')}`]),
  ];
};

/** `2026-11-26 20:04` */
const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');

const DAY_MS = 86_400_000;

const span = (from: string, to: string | null): string => {
  if (to === null) return 'UTC';
  const milliseconds = Date.parse(to) - Date.parse(from);
  if (milliseconds >= 2 * DAY_MS) return `for ${Math.round(milliseconds / DAY_MS)} days`;
  return `for ${durationText(milliseconds / 1000)}`;
};

export const deployPlan = ({
  release,
  composeProject,
  previous,
  steps,
  services,
  sentry,
}: PlannedDeploy): string =>
  [
    `${composeProject}: version ${release.version}${previous ? `, now ${previous.version} since ${previous.at}` : ', nothing deployed yet'}`,
    ...numbered(steps).flatMap((line, index) => [line, ...notesOf(steps[index])]),
    ...(previous
      ? ['', 'What becomes of the services:', ...serviceTexts(services).map(line => `  ${line}`)]
      : []),
    ...(sentry ? [`In Sentry: ${sentryText(sentry)}`] : ['']),
  ].join('\n');

const notesOf = (step: {notes?: readonly string[]} | undefined): string[] =>
  (step?.notes ?? []).map(note => `   ${note}`);
