import {cutLine, LONGEST_LINE} from '../../text/line.ts';

/** Takes text in pieces. */
export interface Sink {
  write(piece: string): void;
  /** Nothing more comes. */
  end(): void;
}

/**
 * Passes on each line, ended by a newline, a return, or both. Of a line that is too long it keeps and passes on the
 * beginning: what it holds does not grow with what is printed.
 */
export const lineSink = (onLine: (line: string) => void): Sink => {
  let begun = '';
  let isUnderWay = false;
  let endedByReturn = false;
  const add = (part: string): void => {
    isUnderWay = true;
    // One letter more than there is room for tells that it was cut.
    const room = LONGEST_LINE + 1 - begun.length;
    if (room > 0) begun += part.length > room ? part.slice(0, room) : part;
  };
  const finish = (): void => {
    const line = cutLine(begun);
    begun = '';
    isUnderWay = false;
    onLine(line);
  };
  return {
    write(piece) {
      const ends = lineEnds(piece);
      let from = 0;
      for (let end = ends(0); end < piece.length; end = ends(from)) {
        const isSecondOfTwo = endedByReturn && end === from && piece[end] === '\n';
        endedByReturn = piece[end] === '\r';
        if (!isSecondOfTwo) {
          if (end > from) add(piece.slice(from, end));
          finish();
        }
        from = end + 1;
      }
      if (from >= piece.length) return;
      endedByReturn = false;
      add(piece.slice(from));
    },

    end() {
      if (isUnderWay) finish();
    },
  };
};

/** Where the next line of the text ends, from a place on; its length where none does. Looks at each letter once. */
const lineEnds = (text: string): ((from: number) => number) => {
  let newline = -1;
  let carriage = -1;
  const next = (mark: string, known: number, from: number): number => {
    if (known >= from) return known;
    const found = text.indexOf(mark, from);
    return found === -1 ? text.length : found;
  };
  return from => {
    newline = next('\n', newline, from);
    carriage = next('\r', carriage, from);
    return Math.min(newline, carriage);
  };
};
