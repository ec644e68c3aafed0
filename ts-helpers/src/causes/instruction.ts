import type {ErrorReport} from '../result/result.ts';

/** Where a Dockerfile has the instruction that a builder tells of, in one line and with single blanks between its words. */
export const instructionIn = (text: string, told: string): {line: number; lines: string[]} | undefined => {
  const found = instructionsOf(text).filter(({lines}) => joined(lines) === words(told));
  return found.length === 1 ? found[0] : undefined;
};

const instructionsOf = (text: string): {line: number; lines: string[]}[] => {
  const found: {line: number; lines: string[]}[] = [];
  let goesOn = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const isComment = line.trimStart().startsWith('#');
    if (goesOn) found.at(-1)?.lines.push(line);
    else if (!isComment && line.trim() !== '') found.push({line: index + 1, lines: [line]});
    // A comment, or an empty line, between two of its lines does not end it.
    goesOn = goesOn && (isComment || line.trim() === '') ? true : !isComment && line.trimEnd().endsWith('\\');
  }
  return found;
};

const joined = (lines: readonly string[]): string =>
  words(
    lines
      .filter(line => !line.trimStart().startsWith('#'))
      .map(line => (line.trimEnd().endsWith('\\') ? line.trimEnd().slice(0, -1) : line))
      .join(' '),
  );

const words = (text: string): string =>
  text
    .split(/\s+/)
    .filter(word => word !== '')
    .join(' ');

/** ` (web/Dockerfile:9)`: the line of the instruction that failed which has the word. */
export const inDockerfile = (
  {evidence: {instruction}}: Pick<ErrorReport, 'evidence'>,
  word: string,
): string => {
  if (instruction === undefined) return '';
  const {file, line, lines} = instruction;
  const at = lines.findIndex(text => text.split(/[\s;&|'"]+/).includes(word));
  return at === -1 ? '' : ` (${file}:${line + at})`;
};
