import {lineSink, type Sink} from './lines.ts';

/** What a program printed, without the final newlines; empty when `onLine` took it. */
export interface Output {
  stdout: string;
  stderr: string;
}

/** Where the lines of both streams go. */
export interface Lines {
  sinks: Readonly<Record<keyof Output, Sink>>;
  /** The last of them, both streams as they came. */
  last(): string[];
}

const TAIL_LINES = 200;
/** So much of the end of an answer is looked at for its last lines. */
const TAIL_LETTERS = 256 * 1024;

/** Each stream's lines by themselves. */
export const passingOn = (onLine: (line: string) => void): Lines => {
  const lines: string[] = [];
  const take = (line: string): void => {
    lines.push(line);
    // In one go: taking the first away from an array moves all others.
    if (lines.length > 2 * TAIL_LINES) lines.splice(0, TAIL_LINES);
    onLine(line);
  };
  return {sinks: {stdout: lineSink(take), stderr: lineSink(take)}, last: () => lines.slice(-TAIL_LINES)};
};

/** The last lines of what was collected. */
export const lastLines = ({stdout, stderr}: Output): string[] => {
  const {sinks, last} = passingOn(() => undefined);
  for (const [sink, text] of [
    [sinks.stdout, stdout],
    [sinks.stderr, stderr],
  ] as const) {
    sink.write(text.slice(-TAIL_LETTERS));
    sink.end();
  }
  return last();
};
