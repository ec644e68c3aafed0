import {homedir, tmpdir} from 'node:os';
import process from 'node:process';
import {createBugTracker} from './tracker.ts';
import {withoutFolders} from './withoutFolders.ts';
import {messageOf} from '../errors/userError.ts';
import {eachText} from '../text/eachText.ts';
import type {Masks} from '../secrets/mask.ts';

/**
 * Reports errors of ours, never of users, to Sentry where COUNTABLE_SENTRY_DSN names a project. Never throws, takes two
 * seconds at most, and ends at the first signal.
 */
export const reportBugs = async (
  bugs: readonly unknown[],
  {masks, version, verb}: {masks: Masks; version: string; verb: string | undefined},
): Promise<void> => {
  const dsn = process.env['COUNTABLE_SENTRY_DSN'];
  if (!dsn) return;
  const say = (text: string) => process.stderr.write(masks.mask(`! ${text}\n`));
  const folders = foldersHere();
  const scrub = <T>(data: T): T => eachText(masks.data(data), text => withoutFolders(text, folders));
  const stopped = new AbortController();
  const stop = (name: string) => {
    stopped.abort(name);
  };
  try {
    const tracker = createBugTracker({dsn, version, scrub});
    for (const name of SIGNALS) process.on(name, stop);
    const isSent = await tracker.report(bugs, {verb: verb ?? 'none'}, stopped.signal);
    if (isSent) say('This error of Countable Pipeline was reported to its maintainers.');
    else say(stopped.signal.aborted ? `${UNSENT_IN_TIME} ${stopped.signal.reason}.` : UNSENT);
  } catch (error) {
    say(`${UNSENT} ${messageOf(error)}`);
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
  }
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const UNSENT =
  'This error of Countable Pipeline could not be reported to Sentry; check COUNTABLE_SENTRY_DSN.';
const UNSENT_IN_TIME = 'This error of Countable Pipeline was not reported to its maintainers: stopped by';

/** Of which an error may speak. What cannot be told, of a user without a home or in a folder that is gone, is none. */
const foldersHere = (): string[] =>
  [
    () => process.cwd(),
    homedir,
    tmpdir,
    () => import.meta.dirname,
    () => process.env['WORKSPACE'] ?? '',
    () => process.env['JENKINS_HOME'] ?? '',
  ].flatMap(ask => {
    try {
      return [ask()];
    } catch {
      return [];
    }
  });
