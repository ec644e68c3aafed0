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
    const isSent = await untilSignalled(signal => tracker.report(bugs, {verb: verb ?? 'none'}, signal));
    say(isSent ? 'This error of Countable Pipeline was reported to its maintainers.' : UNSENT);
  } catch (error) {
    say(`${UNSENT} ${messageOf(error)}`);
  }
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The verb has ended: who wants the process to end does not want to wait for what is only of use to us. */
const untilSignalled = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const end = (): void => {
    controller.abort();
  };
  for (const name of SIGNALS) process.prependListener(name, end);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, end);
  }
};

const UNSENT =
  'This error of Countable Pipeline could not be reported to Sentry; check COUNTABLE_SENTRY_DSN.';
