import type {Rule, Seen} from '../rule.ts';
import {nameOf, quoted} from '../../words.ts';

export const windowsLineEnds: Rule = {
  name: 'windows-line-ends',

  patterns: [
    /exec (?<file>\.?\/[^\s:]+): no such file or directory/,
    /exec (?<file>\.?\/\S+) failed: No such file or directory/,
    /(?:^| )(?<file>[^\s:]+): cannot execute: required file not found/,
    /(?:^| )(?<file>[^\s:]+): \/[\w/.-]+(?:\^M|\r): bad interpreter/,
    /env: \W?(?<program>[\w.-]+)(?:\\r|\r)\W?: No such file/,
    /: line \d+: \S*(?:\\r|\r)/,
    /: line \d+: set: -\s*: invalid option/,
    /: (?:line )?\d+: set: [Ii]llegal option -/,
  ],
  lacks: seen => {
    const name = fileIn(seen);
    return name === undefined ? [] : [{kind: 'script', name}];
  },
  sentence: seen =>
    `${fileIn(seen) ?? 'A script'} has line ends of Windows, so that Linux reads another word at the end of its lines.`,
  remedy: seen => {
    const file = fileIn(seen);
    if (file === undefined)
      return 'Save the scripts of the project with line ends of Linux, and keep them so in .gitattributes: * text=auto eol=lf';
    const name = nameOf(file);
    return `Save ${name} with line ends of Linux (sed -i 's/\\r$//' ${quoted(name)}), and keep it so in .gitattributes: ${name} text eol=lf`;
  },
};

/** Shells tell it before the line. */
const fileIn = ({groups: {file}, line = ''}: Seen): string | undefined =>
  file ?? /^(\S+): line \d/.exec(line)?.[1];
