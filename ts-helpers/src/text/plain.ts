import {withoutEscapes} from './escapes.ts';
import {withoutInvisible} from './invisible.ts';
import {statesShown, struckOnce} from './states.ts';

/** What most texts are made of, and what no more has to be looked for in. */
const HARMLESS = /^[\n\t\x20-\x7E]*$/;

/**
 * What comes from outside, as text that can only be read: no escape of a terminal, no control character but line break and
 * tab, nothing that was drawn over, nothing that turns its surroundings around or cannot be seen.
 */
export const plain = (text: string): string =>
  HARMLESS.test(text) ? text : withoutInvisible(statesShown(struckOnce(withoutEscapes(text))));

/** The same in one line: a name that brings line breaks along begins no line of its own. */
export const oneLine = (text: string): string => inOneLine(plain(text));

/** The same with the colours that a program printed, for a terminal that wants them. */
export const coloured = (text: string): string => {
  if (HARMLESS.test(text)) return inOneLine(text);
  const parts = statesShown(struckOnce(withoutEscapes(text, {keepColours: true}))).split(COLOUR);
  const shown = parts.map((part, index) => (index % 2 === 1 ? part : withoutInvisible(part))).join('');
  // What a program left red does not turn red what follows.
  return inOneLine(parts.length > 1 ? `${shown}\u001B[0m` : shown);
};

// eslint-disable-next-line no-control-regex
const COLOUR = /(\u001B\[[\d;:]*m)/;

const inOneLine = (text: string): string => {
  if (!text.includes('\n')) return text;
  const [first = '', ...others] = text.split('\n');
  return [first.trimEnd(), ...others.map(line => line.trim())].filter(line => line !== '').join(' ');
};

/** No longer than `most`, and whole letters only: an emoji may be made of ten. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, endOfLetter(text, most - 1))}…`;

/** So far around a cut a letter is looked for: no longer one is meant to be read. */
const AROUND = 64;

const endOfLetter = (text: string, end: number): number => {
  const from = Math.max(0, end - AROUND);
  const letters = new Intl.Segmenter('en', {granularity: 'grapheme'}).segment(text.slice(from, end + AROUND));
  const letter = letters.containing(end - from);
  // A pile of marks without end is cut within, but not between the halves of one.
  const start = letter === undefined ? end : from + letter.index;
  if (start > from || from === 0) return start;
  return /[\uDC00-\uDFFF]/.test(text[end] ?? '') ? end - 1 : end;
};

/** For a line of a log: of a long one the end often says more, as nginx names there whom it could not reach. */
export const cutMiddle = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const end = Math.floor((most - MISSING.length) / 2);
  const begin = most - MISSING.length - end;
  return `${wholeLetters(text.slice(0, begin))}${MISSING}${text.slice(-end).replace(/^[\uDC00-\uDFFF]/, '')}`;
};

const MISSING = ' … ';

/** Without half of a letter at its end: some take two places. */
export const wholeLetters = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, '');

/** With a capital letter first, as sentences begin. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `1 minute`, `0.5 minutes`, `3 tests`. */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

/** For a regular expression that matches just this. */
export const escapedForPattern = (text: string): string =>
  text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Words of a command, to be pasted into a shell. */
export const quotedWords = (words: readonly string[]): string => words.map(quoted).join(' ');

/** One word to a shell. */
export const quoted = (word: string): string =>
  /^[\w./@:,+%-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
