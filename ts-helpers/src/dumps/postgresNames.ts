import {createLineReader} from './lines.ts';

/** Users that plain SQL speaks of, as it comes: who has them made before the text goes on need not change it. */
export interface NameReader {
  /** Those that it speaks of for the first time in what has come, and that it does not make itself. */
  hear(chunk: Buffer): string[];
}

const BACKSLASH = 92;
const DOT = 46;
const ANNOUNCED = /^-- (?:Data for )?Name: .*; Type: TABLE DATA; /;
/** What begins a line, and behind which words of it users are named. */
const STATEMENTS: readonly (readonly [string, readonly string[]])[] = [
  ['ALTER DEFAULT PRIVILEGES ', [' FOR ROLE ', ' TO ', ' FROM ']],
  ['ALTER ', [' OWNER TO ']],
  ['CREATE POLICY ', [' TO ']],
  ['CREATE SCHEMA ', [' AUTHORIZATION ']],
  ['CREATE USER MAPPING ', [' FOR ']],
  ['GRANT ', [' TO ', ' GRANTED BY ']],
  ['REVOKE ', [' FROM ', ' GRANTED BY ']],
  ['SET SESSION AUTHORIZATION ', ['SET SESSION AUTHORIZATION ']],
];
const MADE = ['CREATE ROLE ', 'CREATE USER '];

/** `known`: those that are there. `isAnnounced`: comments say where rows begin, and a COPY elsewhere is a line of a function. */
export const createPostgresNames = (
  known: Iterable<string>,
  {isAnnounced}: {isAnnounced: boolean},
): NameReader => {
  const there = new Set(known);
  let found: string[] = [];
  let areRowsNext = false;
  let isInRows = false;
  const judge = (line: Buffer): void => {
    if (isInRows) {
      isInRows = !(line.length === 2 && line[0] === BACKSLASH && line[1] === DOT);
      return;
    }
    const text = line.toString('utf8');
    if (text.startsWith('COPY ') && text.trimEnd().endsWith(' FROM stdin;'))
      isInRows = areRowsNext || !isAnnounced;
    if (ANNOUNCED.test(text)) areRowsNext = true;
    else if (text !== '' && !text.startsWith('--')) areRowsNext = false;
    for (const name of MADE.flatMap(word => (text.startsWith(word) ? namesBehind(text, word) : [])))
      there.add(name);
    for (const name of namesIn(text)) {
      if (there.has(name)) continue;
      there.add(name);
      found.push(name);
    }
  };
  const read = createLineReader(judge);
  return {
    hear(chunk) {
      found = [];
      read(chunk);
      return found;
    },
  };
};

const namesIn = (text: string): string[] => {
  const [, words = []] = STATEMENTS.find(([beginning]) => text.startsWith(beginning)) ?? [];
  return words.flatMap(word => namesBehind(text, word)).filter(name => !isPredefined(name));
};

/** Those are no users, or are there with every server. */
const isPredefined = (name: string): boolean =>
  name.startsWith('pg_') ||
  ['public', 'current_user', 'current_role', 'session_user'].includes(name.toLowerCase());

/** Behind each of those words, one or several. A name too many, out of a text, does no harm. */
const namesBehind = (text: string, word: string): string[] => {
  const names: string[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    let rest = text.slice(at + word.length);
    for (;;) {
      const [all = '', quoted, plain] = NAME.exec(rest) ?? [];
      const name = quoted?.replaceAll('""', '"') ?? plain;
      if (!name) break;
      names.push(name);
      rest = rest.slice(all.length);
      if (!rest.startsWith(', ')) break;
      rest = rest.slice(2);
    }
  }
  return names;
};

const NAME = /^['"]((?:[^'"]|"")*)['"]|^([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)/;
