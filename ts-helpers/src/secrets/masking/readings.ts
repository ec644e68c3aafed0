import type {Place} from '../finding/places.ts';
import {undo, type Writing, WRITINGS} from './writings.ts';

/** A text as whoever reads it would see it. */
export interface Reading {
  text: string;
  /** What was undone, the outermost first. */
  undone: readonly Writing[];
}

/** Writings within each other that are undone: JSON in JSON in an address. */
const DEEPEST = 3;
/** A text that was written in so many ways at once makes sense to nobody. */
const MOST_READINGS = 24;

/** Ways to read texts in which one of these may stand: as an address, as HTML, as JSON, without colours, unwrapped. */
export const createReader = (needles: readonly string[]): ((text: string) => Reading[]) => {
  const writings = WRITINGS.filter(
    ({changes}) =>
      changes === undefined || needles.some(needle => changes.some(sign => needle.includes(sign))),
  );
  const readOnce = ({text, undone}: Reading): Reading[] =>
    writings.flatMap(writing => {
      if (!writing.signs.some(sign => text.includes(sign))) return [];
      const read = undo(text, writing);
      return read === text ? [] : [{text: read, undone: [...undone, writing]}];
    });
  return text => {
    let last = readOnce({text, undone: []});
    if (last.length === 0) return last;
    const seen = new Set([text, ...last.map(reading => reading.text)]);
    const all = [...last];
    for (let depth = 1; depth < DEEPEST && last.length > 0 && all.length < MOST_READINGS; depth += 1) {
      last = last.flatMap(readOnce).filter(reading => !seen.has(reading.text) && seen.add(reading.text));
      all.push(...last);
    }
    return all;
  };
};

/** Where parts of a reading, in their order, stand in the text that was read. */
export const placesIn = (
  text: string,
  {undone: [writing, ...inner]}: Pick<Reading, 'undone'>,
  places: readonly Place[],
): readonly Place[] => {
  if (writing === undefined || places.length === 0) return places;
  const read = inner.length === 0 ? '' : undo(text, writing);
  return before(text, writing, placesIn(read, {undone: inner}, places));
};

/** Where they stood before one writing was undone; of a character that was written in several, all of them. */
const before = (text: string, {pattern, read}: Writing, places: readonly Place[]): Place[] => {
  const found: Place[] = [];
  let [past, length, begin] = [0, 0, -1];
  const pass = (written: number, shown: number, isOne: boolean): void => {
    for (let place = places[found.length]; place !== undefined; place = places[found.length]) {
      const [from, to] = place;
      if (begin === -1 && from < length + shown) begin = isOne ? past : past + from - length;
      if (begin === -1 || to > length + shown) break;
      found.push([begin, isOne ? past + written : past + to - length]);
      begin = -1;
    }
    past += written;
    length += shown;
  };
  for (const match of text.matchAll(pattern)) {
    pass(match.index - past, match.index - past, false);
    pass(match[0].length, read(match[0], match.groups ?? {}).length, true);
  }
  pass(text.length - past, text.length - past, false);
  return found;
};
