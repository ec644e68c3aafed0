import {nameOf} from '../../words.ts';
import type {Rule} from '../rule.ts';

export const javascriptSyntax: Rule = {
  name: 'javascript-syntax',
  patterns: [
    /^SyntaxError: (?<what>(?:Unexpected (?:token|identifier|end of input|strict|reserved)|Invalid or unexpected|Identifier|missing|Missing|Cannot use import|await is only|Illegal).*)/,
  ],
  sentence: ({lines, groups: {what = 'it is not valid'}}) => {
    const {file, number} = placeIn(lines);
    return `Node cannot read ${file === undefined ? 'a file' : `${file}, line ${number}`}: ${what}.`;
  },
  remedy: ({lines, groups: {what = ''}}) => {
    const {file} = placeIn(lines);
    if (what.startsWith('Cannot use import'))
      return 'Write "type": "module" into package.json, or call the file .mjs; TypeScript has to be compiled first.';
    return `Correct that line; node --check ${file === undefined ? 'of the file' : nameOf(file)} says the same on a laptop.`;
  },
};

/** Node tells it before the line itself. */
const placeIn = (lines: readonly string[]): {file?: string; number?: string} =>
  lines
    .map(line => /^(?:file:\/\/)?(?<file>\/[^:]+):(?<number>\d+)$/.exec(line)?.groups)
    .findLast(found => found) ?? {};
