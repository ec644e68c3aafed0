import {rootCause} from '../../causes/rootCause.ts';
import {environmentTitle} from '../../project/conventions.ts';
import type {About, ErrorReport} from '../../result/result.ts';
import {timeText} from '../../text/time.ts';
import type {Release} from '../../project/release.ts';
import type {DeployFacts} from './facts.ts';
import type {KeptRelease} from './kept.ts';

interface Failed {
  release: Release;
  error: ErrorReport;
  /** What was live, as it was kept; undefined where there is nothing to bring back, and all that was started goes. */
  live: Pick<KeptRelease, 'release' | 'who' | 'liveAt'> | undefined;
}

/** Why a deploy is undone, and to what, in a line before it is done. */
export const returning = ({release, error, live}: Failed): string =>
  [`The deploy failed: ${failureIn(error, release)}`, deed(release, live)].join(' ');

interface Words {
  stopping(again: string): string;
  left(): string;
}

type Place = Pick<DeployFacts, 'release' | 'composeProject'>;

/** What is said to who stops a deploy, once and again. */
export const stopping = ({release: {version}, composeProject}: Place): Words => ({
  stopping: again =>
    `Stopping the deploy of ${version}: what it leaves is told in a moment; ${again} would end it at once.`,
  left: () => `The deploy of ${version} was ended in the middle. ${lookAt(composeProject)}`,
});

/** And to who stops what follows a failure. */
export const goingBack = ({release, composeProject}: Place, to: Release | 'nothing'): Words => {
  const {version, environment} = release;
  const what = to === 'nothing' ? `Removing what was started of ${version}` : `Bringing ${to.version} back`;
  const byHand = to === 'nothing' ? '' : `, or: countable rollback ${environment} --to ${to.version}`;
  return {
    stopping: again => `${what} goes on to its end; ${again} would end it in the middle.`,
    left: () => `${what} was ended in the middle. ${lookAt(composeProject)}${byHand}`,
  };
};

const lookAt = (composeProject: string): string =>
  `docker ps --all --filter label=com.docker.compose.project=${composeProject} shows what runs. The next deploy goes on from there`;

/** `SERVICE_EXITED, service web: The service web ended with exit code 1.` */
const failureIn = (error: ErrorReport, {project, environment}: Release): string => {
  const {code, message, where} = error;
  const about: About = {project, environment};
  const cause = rootCause(error, about);
  const isSaid = where === undefined || message.includes(where);
  // What no line shows says no more than the message.
  const why = cause?.line === undefined || cause.sentence === message ? [] : [cause.sentence];
  return [`${code}${isSaid ? '' : `, ${where}`}: ${message}`, ...why].join(' ');
};

const deed = ({version, environment}: Release, live: Failed['live']): string => {
  if (live === undefined) return `Removing what was started of ${version}; its volumes stay.`;
  const {release, who, liveAt} = live;
  const by = release.by === undefined ? '' : `, a commit of ${release.by.replace(/ <.*/, '')}`;
  return `Bringing ${release.version} back to ${environmentTitle(environment)}: live since ${timeText(liveAt)}, deployed by ${who}${by}.`;
};
