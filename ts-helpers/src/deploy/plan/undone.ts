import {environmentTitle} from '../../project/conventions.ts';
import type {Once} from './once.ts';
import type {Release} from '../../project/release.ts';

/** What became of a deploy that failed, once it was undone. */
export interface Undone {
  /** What there is now, or was to be. */
  to: Release | 'nothing';
  /** Services that did their work and ended before the failure. */
  ran: readonly string[];
  /** Of the release that came back: what did its work once again, and what did not. */
  once?: Once;
  /** People get the page of maintenance: no address was asked. */
  isMaintained?: boolean;
  /** Where what it had logged is kept. */
  log?: string;
  /** How long it took until services were there again, in a clause each. */
  times?: readonly string[];
  /** Why it is not so. */
  trouble?: string;
}

/** In sentences, for people. */
export const undone = (failed: Release, became: Undone): string =>
  [
    toldOf(failed, became),
    ...ranFor(failed, became.ran),
    ...onceFor(became),
    ...logFor(failed, became.log),
  ].join(' ');

const toldOf = (
  {version, environment}: Release,
  {to, trouble, times = [], isMaintained = false}: Undone,
): string => {
  const where = environmentTitle(environment);
  if (to === 'nothing')
    return trouble === undefined
      ? `Nothing of ${version} is left running in ${where}; its volumes stay.`
      : `What was started of ${version} in ${where} could not be removed: ${trouble}`;
  return trouble === undefined
    ? `${to.version} is back in ${where}, and ${[isMaintained ? 'is up, behind the page of maintenance' : 'answers', ...times].join('; ')}.`
    : `${to.version} could not be brought back in ${where}: ${trouble} Once that is mended: countable rollback ${environment} --to ${to.version}`;
};

const onceFor = ({to, once, trouble}: Undone): string[] => {
  if (to === 'nothing' || once === undefined || trouble !== undefined) return [];
  const {done, again} = once;
  return [
    ...(again.length > 0 ? [`${again.join(', ')} of ${to.version} ran again.`] : []),
    ...(done.length > 0
      ? [`${done.join(', ')} of ${to.version} ${done.length === 1 ? 'was' : 'were'} not run again.`]
      : []),
  ];
};

const logFor = ({version}: Release, log: string | undefined): string[] =>
  log === undefined ? [] : [`What ${version} logged is kept on that machine: ${log}`];

const ranFor = ({version}: Release, ran: readonly string[]): string[] =>
  ran.length === 0
    ? []
    : [
        `${ran.join(', ')} of ${version} had run to ${ran.length === 1 ? 'its' : 'their'} end before: what ${ran.length === 1 ? 'it' : 'they'} did to data is not undone.`,
      ];
