import type {Place} from '../finding/places.ts';
import type {Needle} from './needles.ts';

/** Finds needles in texts, in one pass over the text however many needles there are. */
export interface Finder {
  find(text: string): Place[];
}

/** So much of a needle is as good as all of it, wherever a line was wrapped or cut. */
const LONG = 23;
/** Only of a needle that has more than one such part parts are looked for. */
const HAS_PARTS = 40;

/**
 * Samples of a text are looked up among the samples of all needles: whoever compares every second sample of two letters
 * meets every needle of four, and every twelfth of twelve, every one of 23. An alternation of as many needles in a regular
 * expression is a hundred times slower.
 */
export const createFinder = (needles: readonly Needle[]): Finder => {
  const layers = SIZES.map((size, index) => {
    const next = SIZES[index - 1];
    const fitting = needles.filter(
      ({text}) => text.length >= 2 * size - 1 && (next === undefined || text.length < 2 * next - 1),
    );
    return layer(size, fitting);
  }).filter(({isEmpty}) => !isEmpty);
  return {find: text => layers.flatMap(({find}) => find(text))};
};

/** Lengths of samples; the longest that a needle holds at every place counts. */
const SIZES = [12, 6, 4, 3, 2];

interface Occurrence {
  needle: Needle;
  offset: number;
}

const layer = (size: number, needles: readonly Needle[]) => {
  const samples = samplesOf(size, needles);
  const mayBe = new Uint8Array(TABLE);
  for (const sample of samples.keys()) mayBe[hashOf(sample, 0, size)] = 1;
  return {
    isEmpty: needles.length === 0,
    find(text: string): Place[] {
      const found: Place[] = [];
      for (let at = 0; at + size <= text.length; at += size) {
        if (mayBe[hashOf(text, at, size)] !== 1) continue;
        const places = (samples.get(text.substring(at, at + size)) ?? []).flatMap(
          ({needle, offset}) => placeOf(needle, text, {at, offset}) ?? [],
        );
        found.push(...places);
        const end = Math.max(...places.map(([, to]) => to));
        // Of a long one every sample would find all of it again.
        if (end - at >= LONG) at = end - size;
      }
      return found;
    },
  };
};

/** Of one sample that a needle has many times, a row of As in a key, a few will do. */
const MOST_OCCURRENCES = 32;

const samplesOf = (size: number, needles: readonly Needle[]): Map<string, Occurrence[]> => {
  const samples = new Map<string, Occurrence[]>();
  for (const needle of needles) {
    const own = new Map<string, number>();
    // A sample of the text falls on one of the first places of the needle, and on any of a part of it.
    const places = needle.text.length < HAS_PARTS ? size : needle.text.length - size + 1;
    for (let offset = 0; offset < places; offset += 1) {
      const sample = needle.text.substring(offset, offset + size);
      const times = (own.get(sample) ?? 0) + 1;
      own.set(sample, times);
      if (times > MOST_OCCURRENCES) continue;
      const known = samples.get(sample);
      if (known === undefined) samples.set(sample, [{needle, offset}]);
      else known.push({needle, offset});
    }
  }
  return samples;
};

const TABLE = 1 << 16;

/** Of the first letters, as many as there are: most samples are told apart by these. */
const hashOf = (text: string, at: number, size: number): number => {
  let hash = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1);
  if (size > 2) hash = hash * 31 + text.charCodeAt(at + 2);
  if (size > 3) hash = hash * 31 + text.charCodeAt(at + 3);
  return hash & (TABLE - 1);
};

/** As much of the needle as stands around there, if it is all of it, or long enough to be of use. */
const placeOf = (
  {text: needle, standsAlone}: Needle,
  text: string,
  {at, offset}: {at: number; offset: number},
): [Place] | undefined => {
  let from = 0;
  while (from < offset && needle[offset - from - 1] === text[at - from - 1]) from += 1;
  let to = 0;
  while (offset + to < needle.length && needle[offset + to] === text[at + to]) to += 1;
  if (from + to < (needle.length < HAS_PARTS ? needle.length : LONG)) return undefined;
  const place: Place = [at - from, at + to];
  return standsAlone && !isAlone(text, place) ? undefined : [place];
};

/** Between other signs than letters and digits, or behind the `-p` of a database's client. */
const isAlone = (text: string, [from, to]: Place): boolean =>
  !/[\p{L}\p{N}]/u.test(text[to] ?? '') &&
  (!/[\p{L}\p{N}]/u.test(text[from - 1] ?? '') ||
    /(?:^|\s)-[pPa]$/.test(text.slice(Math.max(from - 3, 0), from)));
