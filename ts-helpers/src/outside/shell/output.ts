import {collector} from './collector.ts';
import {lineSink} from './lines.ts';
import type {Sinks} from './program.ts';

/** What a program printed, without the final newlines; empty when `onLine` took it. */
export interface Output {
  stdout: string;
  stderr: string;
}

/** What a program prints, as far as it is kept. */
export interface KeptOutput {
  sinks: Sinks;
  /** Aborted when an answer that is to be collected has no end. */
  tooMuch: AbortSignal;
  /** Empty where the lines were passed on. */
  collected(): Output;
  /** The last lines, both streams as they came. */
  tail(): string[];
}

/** Nobody asks for an answer so long. */
export const MOST_COLLECTED = 64 * 1024 * 1024;
const TAIL_LINES = 200;
/** So much of the end of an answer is looked at for its last lines. */
const TAIL_LETTERS = 256 * 1024;

/** With `onLine` the lines are passed on, without it the output is collected. */
export const createOutput = (onLine: ((line: string) => void) | undefined): KeptOutput =>
  onLine === undefined ? collecting() : passingOn(onLine);

const collecting = (): KeptOutput => {
  const controller = new AbortController();
  const onTooMuch = () => {
    controller.abort();
  };
  const stdout = collector(MOST_COLLECTED, onTooMuch);
  const stderr = collector(MOST_COLLECTED, onTooMuch);
  return {
    sinks: {stdout, stderr},
    tooMuch: controller.signal,
    collected: () => ({stdout: stdout.text(), stderr: stderr.text()}),
    tail() {
      const lines: string[] = [];
      const sink = lineSink(line => lines.push(line));
      for (const {text} of [stdout, stderr]) {
        sink.write(text().slice(-TAIL_LETTERS));
        sink.end();
      }
      return lines.slice(-TAIL_LINES);
    },
  };
};

/** Each stream's lines by themselves; the tail has both. */
const passingOn = (onLine: (line: string) => void): KeptOutput => {
  const lines: string[] = [];
  const take = (line: string): void => {
    lines.push(line);
    // In one go: taking the first away from an array moves all others.
    if (lines.length > 2 * TAIL_LINES) lines.splice(0, TAIL_LINES);
    onLine(line);
  };
  return {
    sinks: {stdout: lineSink(take), stderr: lineSink(take)},
    tooMuch: new AbortController().signal,
    collected: () => ({stdout: '', stderr: ''}),
    tail: () => lines.slice(-TAIL_LINES),
  };
};
