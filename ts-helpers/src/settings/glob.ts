import * as z from 'zod/mini';

/** Stars between two slashes: each more multiplies the time that a name of a file takes to match by its length. */
const MOST_STARS = 2;
const MOST_BRACES = 2;

/**
 * Whether looking for files by this glob takes no longer than it should. Globs become regular expressions, and those of
 * extended globs, `+(a|aa)`, or of many stars take for ever with some names.
 */
export const isQuick = (glob: string): boolean =>
  !glob.includes('(') &&
  glob.split('{').length - 1 <= MOST_BRACES &&
  glob.split('/').every(part => part === '**' || part.split('*').length - 1 <= MOST_STARS) &&
  glob.split('**').length - 1 <= MOST_STARS;

const NOT_QUICK = `must be a path with at most ${MOST_STARS} stars between two slashes, ${MOST_STARS} times ** and ${MOST_BRACES} braces in all, and no parentheses`;

export const quick = z.refine<string>(isQuick, NOT_QUICK);
