import {plain} from '../../text/plain.ts';

/** Markup that is safe: made by `html` alone. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | false | undefined | readonly Part[];

/** Markup from a template; what is put into it stays text, unless it is markup itself. */
export const html = (template: TemplateStringsArray, ...parts: Part[]): Markup =>
  new Markup(
    template.map((text, index) => text + (index < parts.length ? markupOf(parts[index]) : '')).join(''),
  );

/** What our own words have between backticks, as code. */
export const withCode = (words: string): Part[] => {
  const pieces = words.split('`');
  // One that is alone is no pair.
  if (pieces.length % 2 === 0) return [words];
  return pieces.map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
};

/** Each in a line of its own, where lines count. */
export const lineByLine = (lines: readonly Part[]): Part[] => lines.flatMap(line => [line, '\n']);

const markupOf = (part: Part): string => {
  if (part === false || part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapedHtml(String(part));
  return part.map(markupOf).join('');
};

const escapedHtml = (text: string): string =>
  plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
