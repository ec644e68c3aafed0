import {type CommandFailed, type ErrorCode, UserError} from '../errors/userError.ts';
import {isOfWatching} from './rootCause/watching.ts';

/** What programs say in their last lines of a machine that has nothing left. */
const WORDS: readonly [ErrorCode, readonly string[]][] = [
  [
    'DISK_FULL',
    [
      ...['no space left on device', 'disk quota exceeded', 'ENOSPC'],
      // PostgreSQL where a part of it fitted, MySQL and MariaDB, and MongoDB.
      ...['check free disk space', 'error 1114 (hy000)', 'OutOfDiskSpace'],
    ],
  ],
  [
    'MACHINE_EXHAUSTED',
    [
      'cannot allocate memory',
      'out of memory',
      'too many open files',
      'resource temporarily unavailable',
      'cannot fork',
      'cannot create new os thread',
    ],
  ],
];
const LOOKED_AT = 10;
const LOG_LINES = 40;

/** A program failed, and whoever ran it knows nothing of it: told by its own words. */
export const commandFailure = (error: CommandFailed): UserError => {
  const lines = error.tail.filter(line => line.trim() !== '');
  return new UserError(exhaustedIn(lines.slice(-LOOKED_AT)) ?? 'COMMAND_FAILED', error.message, {
    evidence: {log: {source: error.program, lines: lines.slice(-LOG_LINES)}},
    cause: error,
  });
};

/** The first line in which a program complains, or else its last. */
export const complaintOf = ({tail, message}: CommandFailed): string =>
  (tail.find(line => /error|fatal/i.test(line)) ?? tail.at(-1) ?? message).trim();

/** What a machine has nothing left of, as these lines say; undefined where they say nothing of it. */
export const exhaustedIn = (lines: readonly string[]): ErrorCode | undefined => {
  const text = lines
    .filter(line => !isOfWatching(line))
    .join('\n')
    .toLowerCase();
  return WORDS.find(([, words]) => words.some(word => text.includes(word.toLowerCase())))?.[0];
};
