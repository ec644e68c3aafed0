/** Emoji that are made of several, scripts whose letters join, and flags of regions need what cannot be seen by itself. */
const NEEDED = [
  String.raw`(?<![\x00-\x7F])[\u200C\u200D](?![\x00-\x7F]|$)`,
  String.raw`(?<=\p{Emoji})[\uFE0E\uFE0F]`,
  String.raw`\u{1F3F4}[\u{E0020}-\u{E007E}]{1,6}\u{E007F}`,
].join('|');
const LINE_BREAK = String.raw`[\v\f\u0085\u2028\u2029]`;
/** Controls but line break and tab, halves of characters, marks of direction, and all that is drawn as nothing. */
const REFUSED = String.raw`[\p{Cs}\uFFFE\uFFFF]|(?![\n\t])\p{Cc}|[\p{Default_Ignorable_Code_Point}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]`;
const CHARACTER = new RegExp(`(?<needed>${NEEDED})|(?<end>${LINE_BREAK})|${REFUSED}`, 'gu');

/** Without what is not seen, or seen elsewhere than it stands. Emoji stay, and letters that run from right to left. */
export const withoutInvisible = (text: string): string =>
  text.replace(CHARACTER, (...match) => {
    const {needed, end} = match.at(-1) as {needed?: string; end?: string};
    return needed ?? (end === undefined ? '' : '\n');
  });
