import {shownLines} from '../text/line.ts';
import {createDumps, type Dumps} from './masking/dumps.ts';
import {createFinder, type Finder} from './masking/finder.ts';
import {needlesOf} from './masking/needles.ts';
import {createReader, placesIn, type Reading} from './masking/readings.ts';
import {createWraps, type Wraps} from './masking/wraps.ts';
import {isPinName} from './names.ts';
import {isOrdinary} from './finding/ordinary.ts';
import {passwordsAndKeys, type Place, secretPlaces} from './finding/places.ts';
import {secretsInSecret} from './finding/values.ts';
import {plain} from '../text/plain.ts';
import {eachText} from '../text/eachText.ts';

/** Hides secrets in everything that is shown, whatever form they take there. */
export interface Masks {
  /**
   * The secret, and what of it may stand alone: the password of an address, the lines of a key. `name` is what it is
   * called, where it has a name: a PIN is hidden although it is a short number.
   */
  hide(secret: string, name?: string): void;
  /** Whether it can be hidden, by what is known of words that cannot. */
  canHide(secret: string, name?: string): boolean;
  /** Words that are never hidden, for no log can do without them: names of projects, services, hosts. */
  spare(words: Iterable<string>): void;
  mask(text: string): string;
  /** As JSON, every text in it plain and masked, and still JSON whatever the secrets are. */
  json(data: unknown): string;
  /** A copy of plain data, every text in it plain and masked. */
  data<T>(data: T): T;
}

const MASK = '****';

export const createMasks = (isPlainWord: (word: string) => boolean = () => false): Masks => {
  const secrets = new Map<string, string>();
  const spared = new Set<string>();
  const words = {has: (word: string) => spared.has(word) || isPlainWord(word)};
  let search: Search | undefined;
  // What is shown is kept for the report as well, right after.
  let last = {text: '', masked: ''};

  const canHide = (secret: string, name = '') => !isOrdinary(secret, words, {isPin: isPinName(name)});
  const prepared = () => {
    const hidden = [...secrets].filter(([secret, name]) => canHide(secret, name)).map(([secret]) => secret);
    return {
      dumps: createDumps(hidden),
      finder: createFinder(hidden.flatMap(needlesOf)),
      readings: createReader(hidden),
      wraps: createWraps(hidden),
    };
  };
  const mask = (text: string): string => {
    if (text === last.text) return last.masked;
    const known = (search ??= prepared());
    const masked = blocksOf(text).map(block =>
      covered(block, [...allPlaces(block, known), ...known.wraps.find(block), ...known.dumps.find(block)]),
    );
    last = {text, masked: shownLines(masked.join(''))};
    return last.masked;
  };
  const data = <T>(given: T) => eachText(given, text => mask(plain(text)));
  const forget = () => {
    search = undefined;
    last = {text: '', masked: ''};
  };
  return {
    hide(secret, name = '') {
      for (const part of secretsInSecret(secret)) secrets.set(part, name);
      forget();
    },
    canHide,
    spare(more) {
      for (const word of more) spared.add(word.toLowerCase());
      forget();
    },
    mask,
    json: given => JSON.stringify(data(given), null, 2),
    data,
  };
};

/** Read in so many ways a long text would take many times its room. */
const LONGEST_BLOCK = 250_000;

/** Of lines, or of what begins with a `<`: no secret is cut in half. */
const blocksOf = (text: string): string[] => {
  const blocks: string[] = [];
  let from = 0;
  while (text.length - from > LONGEST_BLOCK) {
    const end = from + LONGEST_BLOCK;
    const to = ['\n', '<'].map(sign => text.lastIndexOf(sign, end)).find(at => at > from);
    if (to === undefined) break;
    blocks.push(text.slice(from, to));
    from = to;
  }
  return [...blocks, text.slice(from)];
};

interface Search {
  dumps: Dumps;
  finder: Finder;
  readings(text: string): Reading[];
  wraps: Wraps;
}

const allPlaces = (text: string, {finder, readings}: Search): Place[] => {
  const places = [...finder.find(text), ...secretPlaces(text)];
  for (const reading of readings(text)) {
    const found = [...finder.find(reading.text), ...passwordsAndKeys(reading.text)];
    places.push(...placesIn(text, reading, merged(found)));
  }
  return places;
};

/** In their order, and none that overlaps another. */
const merged = (places: readonly Place[]): Place[] => {
  const all: [number, number][] = [];
  for (const [from, to] of [...places].sort(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
};

const covered = (text: string, places: readonly Place[]): string => {
  if (places.length === 0) return text;
  let past = 0;
  const parts = merged(places).map(([from, to]) => {
    const before = text.slice(past, from);
    past = to;
    return before + MASK;
  });
  return parts.join('') + text.slice(past);
};
