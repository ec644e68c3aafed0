import {exceptionIn} from '../../../causes/exception.ts';
import type {Read} from './runner.ts';

/** What a failed test says, in whatever language: its exception, what it expected, else its first line. */
export const inGeneral = (lines: readonly string[]): Read => ({
  message: exceptionIn({source: '', lines})?.said ?? expected(lines) ?? first(lines),
  lines,
});

/** `Expected: 2` above `Received: 1`, in the words of any runner. */
const expected = (lines: readonly string[]): string | undefined => {
  const at = lines.findIndex(
    (line, index) =>
      /^\s{0,40}expected\b/i.test(line) && /^\s{0,40}(?:received|actual|got)\b/i.test(lines[index + 1] ?? ''),
  );
  return at === -1 ? undefined : `${lines[at]?.trim()}, ${lines[at + 1]?.trim()}`;
};

const first = (lines: readonly string[]): string => {
  const said = lines.map(line => line.trim()).filter(line => line !== '');
  return said[0]?.endsWith(':') ? said.slice(0, 2).join(' ') : (said[0] ?? '');
};

/** The lines up to the first empty one, or the first that is told of, as one. */
export const paragraph = (lines: readonly string[], end: (line: string) => boolean = () => false): string => {
  const begin = lines.findIndex(line => line.trim() !== '');
  const rest = begin === -1 ? [] : lines.slice(begin);
  const over = rest.findIndex(line => line.trim() === '' || end(line));
  return rest
    .slice(0, over === -1 ? rest.length : over)
    .map(line => line.trim())
    .join(' ');
};
