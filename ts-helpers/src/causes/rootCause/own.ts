import {innermostIn} from '../places.ts';
import {around} from '../exception.ts';
import {withoutRemarks} from './remarks.ts';
import type {Seen} from './rule.ts';

/** Where it happened, as the program has it: what the line itself names, else the innermost file of the project's own in its trace. */
export const ownIn = ({
  lines,
  line = '',
}: Pick<Seen, 'lines' | 'line'>): {path: string; line: number} | undefined => {
  const said = innermostIn(line);
  if (said !== undefined) return said;
  const own = withoutRemarks(lines);
  return innermostIn(around(own, Math.max(own.lastIndexOf(line), 0)).join('\n'));
};

/** ` in /app/shop/views.py:4`, where that is known. */
export const inOwnPlace = (seen: Pick<Seen, 'lines' | 'line'>): string => {
  const place = ownIn(seen);
  return place === undefined ? '' : ` in ${place.path}:${place.line}`;
};
