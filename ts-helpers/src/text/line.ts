import {wholeLetters} from './plain.ts';

/** Of a longer line no more is read: nobody looks at more, and no pattern is to meet more. */
export const LONGEST_LINE = 12_288;
/** So long a secret may be whose beginning is the end of what was read: it would not be known, and not be hidden. */
const LONGEST_SECRET = 4_096;

/** Ends what was read of a line. */
export const GOES_ON = ' … (goes on)';
/** Ends what is shown of it. */
export const CUT_HERE = ' … (cut here)';

/** The line, or its beginning where it is too long. */
export const cutLine = (line: string): string =>
  line.length <= LONGEST_LINE ? line : `${wholeLetters(line.slice(0, LONGEST_LINE))}${GOES_ON}`;

/** To be shown, once it is masked: of lines that go on the end is left out, in which half a secret may stand. */
export const shownLines = (masked: string): string =>
  masked.includes(GOES_ON) ? masked.split('\n').map(shownLine).join('\n') : masked;

const shownLine = (line: string): string => {
  const end = line.lastIndexOf(GOES_ON);
  if (end === -1) return line;
  const shown = wholeLetters(line.slice(0, Math.max(0, end - LONGEST_SECRET)));
  return `${shown}${CUT_HERE}${line.slice(end + GOES_ON.length)}`;
};
