import {plain} from '../text.ts';

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
