import {plain} from '../../text/plain.ts';
import {html, lineByLine, type Markup, type Part} from './markup.ts';

export const diffLines = (lines: readonly string[]): Part[] => lineByLine(lines.map(diffLine));

/** Lines of a diff, as pytest, mocha and others print them. */
const diffLine = (line: string): Markup => {
  const text = plain(line);
  if (/^(?:E +)?\+(?:$|[^+]|\+(?:$|[^+]))/.test(text)) return html`<ins>${text}</ins>`;
  return /^(?:E +)?-(?:$|[^-]|-(?:$|[^-]))/.test(text) ? html`<del>${text}</del>` : html`${text}`;
};
