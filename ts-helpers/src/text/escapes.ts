/**
 * Sequences that a terminal obeys (ECMA-48), begun by ESC and another character or by one of their 8-bit forms: strings
 * with what ends them (titles, links, the clipboard), control sequences, and those of two characters. Of one that does not
 * end, what begins it goes, and the rest can be read: a terminal would swallow it.
 */
const SEQUENCE = new RegExp(
  [
    // A note of Jenkins' own, which hides what it stands for: no program may forge one.
    String.raw`\u001B\[8mha:[\w+/=]*(?:\u001B\[0m)?`,
    String.raw`(?:\u001B[P\]X^_k]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u0080-\u009F\n]*(?:\u0007|\u001B\\|\u009C)`,
    String.raw`(?:\u001B\[|\u009B)(?<codes>[0-?]*)[ -/]*(?<final>[@-~])`,
    String.raw`\u001B[ -/]*[0-~]`,
    String.raw`[\u001B\u0080-\u0084\u0086-\u009F]`,
  ].join('|'),
  'g',
);

/** Without any sequence for a terminal, or without any but those that colour and do not hide. */
export const withoutEscapes = (text: string, {keepColours = false} = {}): string =>
  text.replace(SEQUENCE, (...match) => {
    const {codes, final} = match.at(-1) as {codes?: string; final?: string};
    return keepColours && final === 'm' && codes !== undefined && /^[\d;:]*$/.test(codes)
      ? colour(codes)
      : '';
  });

/** Blinking, slow and fast, and what cannot be seen. */
const REFUSED = new Set(['5', '6', '8']);

const colour = (codes: string): string => {
  const list = codes.split(';');
  const kept: string[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const code = String(list[index]);
    const length = lengthOf(code, list[index + 1]);
    if (!REFUSED.has(String(Number(code.split(':', 1)[0])))) kept.push(...list.slice(index, index + length));
    index += length - 1;
  }
  return kept.length === 0 ? '' : `\u001B[${kept.join(';')}m`;
};

/** A colour of 256, `38;5;8`, or of all, `38;2;255;0;0`: the numbers that follow are no codes of their own. */
const lengthOf = (code: string, kind: string | undefined): number => {
  if (!['38', '48', '58'].includes(code)) return 1;
  return kind === '5' ? 3 : kind === '2' ? 5 : 1;
};
