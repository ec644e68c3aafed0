import process from 'node:process';
import {createBugTracker} from '../adapters/bugTracker.ts';
import {messageOf} from '../errors.ts';
import type {Masks} from '../report/mask.ts';

/** Reports errors of ours, never of users, to Sentry where COUNTABLE_SENTRY_DSN names a project. Never throws. */
export const reportBugs = async (
  bugs: readonly unknown[],
  {masks, version, verb}: {masks: Masks; version: string; verb: string | undefined},
): Promise<void> => {
  const dsn = process.env['COUNTABLE_SENTRY_DSN'];
  if (!dsn) return;
  const say = (text: string) => process.stderr.write(masks.mask(`! ${text}\n`));
  try {
    const tracker = createBugTracker({dsn, version, scrub: masks.data});
    const isSent = await tracker.report(bugs, {verb: verb ?? 'none'});
    say(isSent ? 'This error of Countable Pipeline was reported to its maintainers.' : UNSENT);
  } catch (error) {
    say(`${UNSENT} ${messageOf(error)}`);
  }
};

const UNSENT =
  'This error of Countable Pipeline could not be reported to Sentry; check COUNTABLE_SENTRY_DSN.';
