import {messageOf, UserError} from '../../errors/userError.ts';
import {environmentTitle} from '../../project/conventions.ts';
import type {Evidence} from '../../result/result.ts';
import {cutMiddle} from '../../text/plain.ts';
import {sentences} from '../../text/sentences.ts';
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
  trouble?: Trouble;
}

interface Trouble {
  is: string;
  /** What the service said that is in the way. */
  log?: Evidence['log'];
}

/** Of what was thrown on the way back. */
export const troubleOf = (error: unknown): Trouble => {
  const log = error instanceof UserError ? error.evidence.log : undefined;
  return {is: messageOf(error), ...(log && {log})};
};

/** In sentences, for people. */
export const undone = (failed: Release, became: Undone): string =>
  sentences([
    ...toldOf(failed, became),
    ...ranFor(failed, became.ran),
    ...onceFor(became),
    ...logFor(failed, became.log),
  ]);

const toldOf = (
  {version, environment}: Release,
  {to, trouble, times = [], isMaintained = false}: Undone,
): string[] => {
  const where = environmentTitle(environment);
  if (to === 'nothing')
    return trouble === undefined
      ? [`Nothing of ${version} is left running in ${where}; its volumes stay.`]
      : [
          `What was started of ${version} in ${where} could not be removed: ${trouble.is}`,
          ...lastLines(trouble),
        ];
  return trouble === undefined
    ? [
        `${to.version} is back in ${where}, and ${[isMaintained ? 'is up, behind the page of maintenance' : 'answers', ...times].join('; ')}.`,
      ]
    : [
        `${to.version} could not be brought back in ${where}: ${trouble.is}`,
        ...lastLines(trouble),
        `Until that is mended it fails again; then: countable rollback ${environment} --to ${to.version}`,
      ];
};

const LAST_LINES = 3;
const LONGEST_LINE = 120;

const lastLines = ({log}: Trouble): string[] => {
  // How often a line came is a line of ours.
  const lines = (log?.lines ?? []).filter(line => line.trim() !== '' && !line.startsWith('(The next '));
  const last = lines.slice(-LAST_LINES).map(line => `"${cutMiddle(line.trim(), LONGEST_LINE)}"`);
  return last.length === 0 ? [] : [`The log of ${log?.source ?? ''} ends: ${last.join(', ')}.`];
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
