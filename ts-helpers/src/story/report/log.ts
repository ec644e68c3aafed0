import {looksLikeError} from '../../text/errorLine.ts';
import type {Transcript, TranscriptLine} from '../../result/result.ts';
import {html, lineByLine, type Markup} from './markup.ts';
import {counted} from '../../text/plain.ts';

/** Lines that are shown, or folded away, in their order. */
export interface Segment {
  kind: 'shown' | 'folded' | 'lost';
  lines: TranscriptLine[];
  /** Of `lost`: how many lines were not kept. */
  count: number;
}

const AROUND_FIRST = {before: 8, after: 25};
const AROUND_OTHERS = {before: 2, after: 4};
const LAST_LINES = 15;
/** Folding less away saves nothing. */
const FEWEST_FOLDED = 4;

/** The first error with what surrounds it, the other errors, and the end; the rest folds away. */
export const segments = ({lines, total}: Transcript): {segments: Segment[]; firstError?: number} => {
  const errors = lines.flatMap(({text}, index) => (looksLikeError(text) ? [index] : []));
  const shown = new Set<number>();
  errors.forEach((index, nth) => {
    const {before, after} = nth === 0 ? AROUND_FIRST : AROUND_OTHERS;
    for (let near = index - before; near <= index + after; near += 1) shown.add(near);
  });
  for (let index = lines.length - LAST_LINES; index < lines.length; index += 1) shown.add(index);
  const [first] = errors;
  const firstError = first === undefined ? undefined : lines[first]?.number;
  return {
    segments: merged(lines, {shown, total}),
    ...(firstError !== undefined && {firstError}),
  };
};

const merged = (
  lines: readonly TranscriptLine[],
  {shown, total}: {shown: ReadonlySet<number>; total: number},
): Segment[] => {
  const found: Segment[] = [];
  let expected = 1;
  const lose = (count: number) => {
    if (count > 0) found.push({kind: 'lost', lines: [], count});
  };
  lines.forEach((line, index) => {
    lose(line.number - expected);
    expected = line.number + 1;
    const kind = shown.has(index) ? 'shown' : 'folded';
    const last = found.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else found.push({kind, lines: [line], count: 0});
  });
  lose(total + 1 - expected);
  return found.map(segment =>
    segment.kind === 'folded' && segment.lines.length < FEWEST_FOLDED ? {...segment, kind: 'shown'} : segment,
  );
};

/** A stage's log for reading: the first error is marked and can be linked to. */
export const logMarkup = (transcript: Transcript, anchor: string): Markup => {
  const {segments: parts, firstError} = segments(transcript);
  return html`${firstError !== undefined && html`<p><a href="#${anchor}">Go to the first error</a>, line ${firstError} of ${transcript.total}.</p>`}
  ${parts.map(part => segmentMarkup(part, {firstError, anchor}))}`;
};

const segmentMarkup = (
  {kind, lines, count}: Segment,
  first: {firstError: number | undefined; anchor: string},
): Markup => {
  if (kind === 'lost')
    return html`<p class="lost">${counted(count, 'line')} ${count === 1 ? 'was' : 'were'} not kept.</p>`;
  const block = html`<pre class="log">${lineByLine(lines.map(line => lineMarkup(line, first)))}</pre>`;
  if (kind === 'shown') return block;
  const [from, to] = [lines[0]?.number ?? 0, lines.at(-1)?.number ?? 0];
  return html`<details>
    <summary>Lines ${from} to ${to}, without errors</summary>
    ${block}
  </details>`;
};

const lineMarkup = (
  {number, text}: TranscriptLine,
  {firstError, anchor}: {firstError: number | undefined; anchor: string},
): Markup => {
  const shown = html`<span class="number">${String(number).padStart(5)} </span><bdi>${text}</bdi>`;
  if (number === firstError) return html`<mark id="${anchor}">${shown}</mark>`;
  return looksLikeError(text) ? html`<strong>${shown}</strong>` : shown;
};
