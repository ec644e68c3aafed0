/** A service that is restarted says the same again each time: so long such a block may be. */
const LONGEST_BLOCK = 60;

interface Told {
  key: string;
  line: string;
  /** How often the block came that this line begins, and of how many lines it is. */
  block?: {times: number; length: number};
}

/** Lines, and blocks of them, that come several times in a row are told once, as they came last. */
export const folded = (lines: readonly string[]): string[] => {
  const told: Told[] = [];
  for (const line of lines) {
    told.push({key: keyOf(line), line});
    foldEnd(told);
  }
  return told.flatMap(({line, block}) => {
    if (block === undefined) return [line];
    const {times, length} = block;
    const which = length === 1 ? 'line' : `${length} lines`;
    // In a line of its own: rules know lines by how they end.
    return [`(The next ${which} came ${times} times, last so.)`, line];
  });
};

/** Where the last lines are those before them again, the first of both is taken out. */
const foldEnd = (told: Told[]): void => {
  const longest = Math.min(LONGEST_BLOCK, Math.floor(told.length / 2));
  for (let length = 1; length <= longest; length++) {
    const second = told.length - length;
    const first = second - length;
    if (!isSame(told, {first, second, length})) continue;
    const {block} = told[first] ?? {};
    const times = block?.length === length ? block.times + 1 : 2;
    told.splice(first, length);
    const begin = told[first];
    if (begin) begin.block = {times, length};
    return;
  }
};

/** Not where a part of it was folded by itself: that would lose how often. */
const isSame = (
  told: readonly Told[],
  {first, second, length}: {first: number; second: number; length: number},
): boolean => {
  for (let offset = 0; offset < length; offset++) {
    const [one, other] = [told[first + offset], told[second + offset]];
    if (one?.key !== other?.key || other?.block !== undefined) return false;
    if (offset > 0 && one?.block !== undefined) return false;
  }
  const before = told[first]?.block;
  return before === undefined || before.length === length;
};

/** What of a line tells only when, how long and by which process; codes and names of other things count. */
const PASSING: readonly RegExp[] = [
  /\d{4}[-/.]\d\d[-/.]\d\d/g,
  /\d\d\/[A-Z][a-z]{2}\/\d{4}/g,
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? /g,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2}\b/g,
  /\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?/g,
  /\b1\d{9}(?:\.\d{1,9}|\d{3})?\b/g,
  /\d{1,9}(?:\.\d{1,9})? ?(?:ns|µs|us|ms|s|sec|seconds)\b/g,
  /\[\d{1,9}(?:#\d{1,9})?\]|\b\d{1,9}#\d{1,9}:|\bpid[ =:]{1,2}\d{1,9}|\*\d{1,9}\b/g,
  /\b(?:attempt|retry|try|retries)[ #:=]{0,2}\d{1,9}(?:(?:\/| of )\d{1,9})?/gi,
  // Ports of clients.
  /\d{1,3}(?:\.\d{1,3}){3}\]?:(?:3[2-9]|[456]\d)\d{3}\b/g,
  /\b(?:0x[\da-f]{1,64}|[\da-f]{12,64})\b/gi,
];

const keyOf = (line: string): string =>
  PASSING.reduce((key, pattern) => key.replace(pattern, '#'), line).trimEnd();
