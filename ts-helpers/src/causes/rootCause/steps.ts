import {looksLikeError} from '../../text/errorLine.ts';

/** What the step said last; BuildKit repeats it between lines of hyphens, with the time before it. */
export const saidOf = (lines: readonly string[]): string | undefined => {
  const end = lines.lastIndexOf('------');
  const begin = lines.lastIndexOf('------', end - 1);
  const said = lines.slice(begin + 2, end).map(line => line.replace(/^\d+\.\d+ /, '').trim());
  return (said.findLast(looksLikeError) ?? said.findLast(line => line !== ''))?.replace(/\.$/, '');
};
