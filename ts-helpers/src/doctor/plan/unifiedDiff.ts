/** Lines around what changed that are shown. */
const CONTEXT = 3;

interface Line {
  sign: ' ' | '-' | '+';
  text: string;
}

/** What changed in a file, as `git apply` takes it; `before` is undefined of one that is new. */
export const unifiedDiff = (file: string, before: string | undefined, after: string): string[] => {
  const lines = compared(linesOf(before ?? ''), linesOf(after));
  const hunks = hunksOf(lines);
  return [
    before === undefined ? '--- /dev/null' : `--- a/${file}`,
    `+++ b/${file}`,
    ...hunks.flatMap(({from, to}) => hunk(lines, from, to)),
  ];
};

/** Each with its end, which the last may lack. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Equal beginnings and ends are most of a file; between them the longest common sequence. */
const compared = (one: readonly string[], other: readonly string[]): Line[] => {
  const shortest = Math.min(one.length, other.length);
  let start = 0;
  while (start < shortest && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const same = (lines: readonly string[]): Line[] => lines.map(text => ({sign: ' ', text}));
  return [
    ...same(one.slice(0, start)),
    ...longest(one.slice(start, one.length - end), other.slice(start, other.length - end)),
    ...same(end === 0 ? [] : one.slice(-end)),
  ];
};

const longest = (one: readonly string[], other: readonly string[]): Line[] => {
  const width = other.length + 1;
  /** Of the rest from each line on. */
  const lengths = new Uint32Array((one.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = one.length - 1; row >= 0; row -= 1)
    for (let column = other.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        one[row] === other[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const lines: Line[] = [];
  let [row, column] = [0, 0];
  while (row < one.length || column < other.length) {
    const [old = '', fresh = ''] = [one[row], other[column]];
    const isGone =
      row < one.length && (column === other.length || at(row + 1, column) >= at(row, column + 1));
    if (row < one.length && column < other.length && old === fresh) {
      lines.push({sign: ' ', text: old});
      row += 1;
      column += 1;
    } else if (isGone) {
      lines.push({sign: '-', text: old});
      row += 1;
    } else {
      lines.push({sign: '+', text: fresh});
      column += 1;
    }
  }
  return lines;
};

/** Changes with what is around them; those that meet are one. */
const hunksOf = (lines: readonly Line[]): {from: number; to: number}[] => {
  const hunks: {from: number; to: number}[] = [];
  for (const [index, {sign}] of lines.entries()) {
    if (sign === ' ') continue;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(lines.length, index + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else hunks.push({from, to});
  }
  return hunks;
};

const hunk = (lines: readonly Line[], from: number, to: number): string[] => {
  const shown = lines.slice(from, to);
  const range = (sign: '-' | '+'): string => {
    const isOf = (line: Line) => line.sign === ' ' || line.sign === sign;
    const count = shown.filter(isOf).length;
    const before = lines.slice(0, from).filter(isOf).length;
    return `${sign}${count === 0 ? before : before + 1},${count}`;
  };
  return [
    `@@ ${range('-')} ${range('+')} @@`,
    ...shown.flatMap(({sign, text}) =>
      text.endsWith('\n') ? [`${sign}${text.slice(0, -1)}`] : [`${sign}${text}`, NO_END],
    ),
  ];
};

const NO_END = '\\ No newline at end of file';
