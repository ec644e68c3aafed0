/** How a test runner tells by its output which tests failed, a file each beside this one. */
export interface Runner {
  name: string;
  /** For one output: gives what each line tells. */
  listen(): (line: string) => Heard;
  /** What a test says, out of the lines that followed its name; undefined where it only holds others. */
  read(lines: readonly string[]): Read | undefined;
  /** Whether a test fails because another one does, which is in it. */
  holds?(name: string, other: string): boolean;
}

export interface Heard {
  /** Name of a test that failed: what follows is what it says. */
  failed?: string;
  /** What it says, where the line says it all. */
  says?: string;
  /** What it printed before. */
  lines?: readonly string[];
  /** What it said is over. */
  ends?: true;
  total?: Total;
}

export interface Total {
  failed: number;
  /** Where the runner tells how many there were. */
  total?: number;
  /** How many of them were not run, where it tells that. */
  skipped?: number;
  /** What it is of, where one run has several totals. */
  of?: string;
  /** It says more exactly what the total before it said. */
  amends?: true;
}

export interface Read {
  message: string;
  lines: readonly string[];
}

export const NOTHING: Heard = {};

/** `2 failed, 1 passed` and `Tests: 4, Failures: 1`: the number that stands with any of the words. */
export const countsOf = (line: string): ReadonlyMap<string, number> =>
  new Map(
    line.split(/[,|()]/).flatMap(part => {
      const words = part.split(/[\s:=]+/).filter(word => word !== '');
      const number = words.find(word => /^\d{1,7}$/.test(word));
      const rest = words.filter(word => word !== number).join(' ');
      return number === undefined ? [] : [[rest.toLowerCase(), Number(number)] as const];
    }),
  );

export const sum = (counts: ReadonlyMap<string, number>, ...words: readonly string[]): number =>
  words.reduce((all, word) => all + (counts.get(word) ?? 0), 0);
