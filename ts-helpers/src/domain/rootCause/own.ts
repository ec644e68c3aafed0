import {innermostIn} from '../suspects/places.ts';
import {around} from './exception.ts';
import type {Seen} from './rule.ts';

/** Where it happened: the innermost file of the project's own in the trace of the line, as the program has it. */
export const ownIn = ({
  lines,
  line = '',
}: Pick<Seen, 'lines' | 'line'>): {path: string; line: number} | undefined =>
  innermostIn(around(lines, Math.max(lines.lastIndexOf(line), 0)).join('\n'));

/** ` in /app/shop/views.py:4`, where that is known. */
export const inOwnPlace = (seen: Pick<Seen, 'lines' | 'line'>): string => {
  const place = ownIn(seen);
  return place === undefined ? '' : ` in ${place.path}:${place.line}`;
};
