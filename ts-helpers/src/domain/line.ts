/** Of a longer line nobody reads more, and no pattern is to meet more. */
export const LONGEST_LINE = 8_192;

/** Ends what was left of a line. By it the masks know that a secret may have been cut in two. */
export const CUT_HERE = ' … (cut here)';

/** The line, or its beginning where it is too long. */
export const cutLine = (line: string): string =>
  line.length <= LONGEST_LINE ? line : `${wholeLetters(line.slice(0, LONGEST_LINE))}${CUT_HERE}`;

/** Without half of a letter at its end: some take two places. */
const wholeLetters = (text: string): string => {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd8_00 && last <= 0xdb_ff ? text.slice(0, -1) : text;
};
