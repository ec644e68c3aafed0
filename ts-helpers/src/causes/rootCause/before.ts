import {innermostIn} from '../places.ts';

/** What the lines right before a failure tell of it. */

const BEFORE = 3;

const linesBefore = (lines: readonly string[], line: string): readonly string[] => {
  const at = lines.lastIndexOf(line);
  return lines.slice(Math.max(at - BEFORE, 0), Math.max(at, 0)).reverse();
};

/** `002_authors.sql`: the script that ran, where the program tells which it runs. */
export const scriptBefore = (lines: readonly string[], line: string): string | undefined =>
  linesBefore(lines, line)
    .flatMap(before => before.split(/[\s"'`:,;()]+/))
    .find(word => /^[\w./-]+\.sql$/.test(word));

/** What a line of PHP right above its error warns of that stands in a file of the project: what follows may only come of it. */
export const warningBefore = (
  lines: readonly string[],
  line: string,
): {said: string; at: string} | undefined => {
  if (!/(?:Fatal|Parse) error: /.test(line)) return undefined;
  const [above = ''] = linesBefore(lines, line);
  const [, said] =
    /^(?:PHP )?(?:Warning|Notice): {1,2}(Undefined \S.*) in \S+ on line \d+$/.exec(above) ?? [];
  const place = said === undefined ? undefined : innermostIn(above);
  return said === undefined || place === undefined ? undefined : {said, at: `${place.path}:${place.line}`};
};
