import {innermostIn} from './places.ts';
import {withoutRemarks} from './rootCause/remarks.ts';
import type {Place} from './rootCause/places.ts';

/** What ended a program, in its language's own words, where no rule knows it. */
export interface Exception {
  /** `ReferenceError: totel is not defined` */
  said: string;
  /** Where it happened, as the program has it: `/app/src/server.js:5`. */
  at?: string;
  line: string;
  place: Place;
}

/** The innermost line of the project's own that these name. */
export const ownPlaceIn = (lines: readonly string[]): {path: string; line: number} | undefined =>
  innermostIn(lines.join('\n'));

const SAID = [
  // Python, Node, Java and their test runners.
  /^(?:E +)?\s{0,20}(?:Uncaught )?(?<said>(?:[\w$]+(?:\.|::))*[A-Z]\w*(?:Error|Exception)(?: \[\w+\])?: \S.*)/,
  /^(?:PHP )?(?:Fatal|Parse) error: {1,2}(?<said>\S.*)/,
  // Ruby has the kind behind it.
  /^[^\s:]+\.rb:\d{1,6}:in [`'][^']*': (?<said>.*\([A-Z][\w:]*\))$/,
];

/** Not all of Python's are called errors: `shop.models.Article.DoesNotExist: …`. */
const SAID_BEHIND_A_TRACE = /^(?:[a-z_]\w*\.)+(?<said>(?:[A-Z]\w*\.)?[A-Z]\w*: \S.*)/;

/** JavaScript's own, of which most programs throw: the word alone is in many logs, and an exception has its stack below it. */
const SAID_OVER_A_STACK = /^\s{0,20}(?:Uncaught )?(?<said>Error(?: \[\w+\])?: \S.*)/;
const STACK = /^\s{1,20}at \S/;
/** The words of one may take a few lines. */
const LINES_OF_WORDS = 4;

/** The last exception of a place, and the innermost line of the project's own that it names. */
export const exceptionIn = (place: Place): Exception | undefined => {
  const traced = place.lines.findIndex(line => line.startsWith('Traceback '));
  const saidAt = (line: string, index: number): string | undefined =>
    saidIn(line, [
      ...SAID,
      ...(index > traced && traced !== -1 ? [SAID_BEHIND_A_TRACE] : []),
      ...(isOverStack(place.lines, index) ? [SAID_OVER_A_STACK] : []),
    ]);
  const at = place.lines.findLastIndex((line, index) => saidAt(line, index) !== undefined);
  const line = place.lines[at];
  const said = line && saidAt(line, at);
  if (line === undefined || !said) return undefined;
  const own = withoutRemarks(place.lines);
  const named = ownPlaceIn([line]) ?? ownPlaceIn(around(own, Math.max(own.lastIndexOf(line), 0)));
  // What was expected of what stands below it, in Node's words.
  const rest = said.endsWith(':') ? place.lines.slice(at + 1).find(next => next.trim() !== '') : undefined;
  return {
    said: rest === undefined ? said : `${said} ${rest.trim()}`,
    line,
    place,
    ...(named && {at: `${named.path}:${named.line}`}),
  };
};

const isOverStack = (lines: readonly string[], at: number): boolean =>
  lines.slice(at + 1, at + 1 + LINES_OF_WORDS).some(line => STACK.test(line));

const saidIn = (line: string, patterns: readonly RegExp[]): string | undefined => {
  // PHP's own server puts the time before it.
  const bare = line.replace(/^\[\w{3} [^\]]{1,40}\] /, '');
  for (const pattern of patterns) {
    const said = pattern.exec(bare)?.groups?.['said'];
    if (said !== undefined) return said.trim();
  }
  return undefined;
};

const BEFORE = 60;
const AFTER = 30;

/** Python tells before it where it happened, in lines of their own; all others behind it. */
export const around = (lines: readonly string[], at: number): readonly string[] => {
  const before = lines.slice(Math.max(at - BEFORE, 0), at);
  const begin = before.findLastIndex(line => line.startsWith('Traceback '));
  // Of a long one the beginning may be cut off.
  const files = before.slice(begin + 1).filter(line => PYTHON_FILE.test(line));
  if (files.length > 0) return [...files, lines[at] ?? ''];
  return begin === -1
    ? lines.slice(Math.max(at - 4, 0), at + AFTER)
    : [...before.slice(begin), lines[at] ?? ''];
};

const PYTHON_FILE = /^\s{0,20}(?:\| +)?File "/;
