import type {Rule} from '../rule.ts';

export const execFormat: Rule = {
  name: 'exec-format',

  patterns: [
    /exec(?:ing)? "?(?<file>\.?\/[^\s":]+)"?: exec format error/,
    /exec (?<file>\S+) failed: Exec format error/,
    /: (?<file>[./][^\s:]+): cannot execute binary file/,
    /[Ee]xec format error/,
  ],
  sentence: ({groups: {file = 'The program'}}) =>
    isScript(file)
      ? `${file} does not begin with the line that names its interpreter.`
      : `${file} is nothing that this machine can run.`,
  remedy: ({groups: {file = 'it'}}) =>
    isScript(file)
      ? `Begin ${file} with #!/bin/sh, or whatever runs it, and nothing before that, no empty line and no byte order mark.`
      : `A script needs a first line that names its shell, #!/bin/sh: is it in ${file}? A program, or the image, is of another processor (arm64 for amd64): build it with \`platform: linux/amd64\`.`,
};

const isScript = (file: string): boolean => /\.(?:sh|bash|py|rb|pl|php|js)$/.test(file);
