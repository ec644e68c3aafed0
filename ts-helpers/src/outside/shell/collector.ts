import type {Sink} from './lines.ts';

/** What a program printed on one stream, up to a limit. */
export interface Collector extends Sink {
  /** Without the final newline. */
  text(): string;
}

/** Calls `onTooMuch` once, when there is more than the limit; what came before is kept. */
export const collector = (limit: number, onTooMuch: () => void): Collector => {
  let whole = '';
  let isFull = false;
  return {
    write(piece) {
      if (isFull) return;
      isFull = whole.length + piece.length > limit;
      if (isFull) onTooMuch();
      else whole += piece;
    },
    end: () => undefined,
    text() {
      if (whole.endsWith('\r\n')) return whole.slice(0, -2);
      return whole.endsWith('\n') ? whole.slice(0, -1) : whole;
    },
  };
};
