import {nameOf} from '../../words.ts';
import type {Rule} from '../rule.ts';

export const pythonSyntax: Rule = {
  name: 'python-syntax',
  patterns: [
    /^(?:SyntaxError|IndentationError|TabError): (?<what>(?:invalid|expected|unexpected|unterminated|unmatched|unindent|'|closing|inconsistent|cannot|f-string|positional|multiple|'return').*)/,
  ],
  sentence: ({lines, groups: {what = 'it is not valid'}}) => {
    const {file, number} = placeIn(lines);
    return `Python cannot read ${file === undefined ? 'a file' : `${file}, line ${number}`}: ${what}.`;
  },
  remedy: ({lines}) => {
    const {file} = placeIn(lines);
    return `Correct that line; python -m py_compile ${file === undefined ? '*.py' : nameOf(file)} says the same on a laptop.`;
  },
};

/** Python tells it some lines before. */
const placeIn = (lines: readonly string[]): {file?: string; number?: string} =>
  lines
    .map(line => /^\s*File "(?<file>[^"]+)", line (?<number>\d+)/.exec(line)?.groups)
    .findLast(found => found) ?? {};
