const MOST_LINES = 400;
const MOST_NAMES = 30;
const LONGEST = 400;

/** What programs put in quotes, or in capitals, where they say that something is wrong. */
export const namedIn = (text: string): string[] => {
  const lines = errorLines(text);
  const names = lines.flatMap(line => [
    ...[...line.matchAll(QUOTED)].map(({groups}) => lastWord(groups?.['name'] ?? '')),
    ...(line.match(CAPITALS) ?? []),
  ]);
  return [...new Set(names)]
    .filter(name => name.length > 1 && /[A-Za-z]/.test(name) && !COMMON.has(name))
    .slice(-MOST_NAMES);
};

/** Pieces of source that the failure shows: `syntax to use near 'CREAT TABLE items'`. */
export const piecesIn = (text: string): string[] =>
  errorLines(text)
    .flatMap(line => [...line.matchAll(PIECE)].map(({groups}) => groups?.['piece'] ?? ''))
    .filter(piece => piece.includes(' ') && !/[\\/]/.test(piece))
    .slice(-MOST_NAMES);

const errorLines = (text: string): string[] =>
  text
    .split('\n')
    .slice(-MOST_LINES)
    .map(line => line.slice(0, LONGEST))
    .filter(line => WRONG.test(line) && !COMPARES.test(line) && !PLACE.test(line));

const WRONG =
  /error|exception|fatal|emerg|panic|cannot|could ?n[o']t|not (?:found|exist|known|empty|set|contain|be )|unknown|undefined|missing|must |required|no such|unexpected|expecting|invalid|fail/i;
const COMPARES = /assert|\bexpected[: ]|received|actual|\bto (?:be|equal|eq|contain)\b| !=|failed to solve/i;
/** Names of where it stands, and not of what is wrong. */
const PLACE = /^\s*(?:at |#\d|File ")/;

const QUOTED = /["'`](?<name>[\w$./\\@:-]{2,80})["'`]/g;
const PIECE = /near ["'`](?<piece>[^"'`]{8,80})/g;
const CAPITALS = /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g;

const lastWord = (name: string): string => {
  const file = name.split(/[\\/]/).at(-1) ?? name;
  return /\.[a-z]\w{0,5}$/.test(file) ? file : (file.split(/[.:]+/).at(-1) ?? file);
};

const COMMON = new Set(
  (
    'self this super true false null none None nil undefined object Object string String number int str float list dict ' +
    'function method module default class name type value main root data result item items key id error index default ' +
    'localhost web db app test tests bin sh usr src'
  ).split(' '),
);
