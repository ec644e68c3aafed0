import {innermostIn} from '../suspects/places.ts';
import type {Place} from './places.ts';

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
  /^[^\s:]+\.rb:\d{1,6}:in [^:]*: (?<said>[^(]*\([A-Z][\w:]*\))$/,
];

/** The last exception of a place, and the innermost line of the project's own that it names. */
export const exceptionIn = (place: Place): Exception | undefined => {
  const at = place.lines.findLastIndex(line => saidIn(line) !== undefined);
  const line = place.lines[at];
  const said = line && saidIn(line);
  if (line === undefined || !said) return undefined;
  const named = ownPlaceIn(around(place.lines, at));
  // What was expected of what stands below it, in Node's words.
  const rest = said.endsWith(':') ? place.lines.slice(at + 1).find(next => next.trim() !== '') : undefined;
  return {
    said: rest === undefined ? said : `${said} ${rest.trim()}`,
    line,
    place,
    ...(named && {at: `${named.path}:${named.line}`}),
  };
};

const saidIn = (line: string): string | undefined => {
  // PHP's own server puts the time before it.
  const bare = line.replace(/^\[\w{3} [^\]]{1,40}\] /, '');
  for (const pattern of SAID) {
    const said = pattern.exec(bare)?.groups?.['said'];
    if (said !== undefined) return said.trim();
  }
  return undefined;
};

const BEFORE = 60;
const AFTER = 30;

/** Python tells before it where it happened, all others behind it. */
const around = (lines: readonly string[], at: number): readonly string[] => {
  const begin = lines
    .slice(Math.max(at - BEFORE, 0), at)
    .findLastIndex(line => line.startsWith('Traceback '));
  return begin === -1
    ? lines.slice(Math.max(at - 4, 0), at + AFTER)
    : lines.slice(Math.max(at - BEFORE, 0) + begin, at + 1);
};
