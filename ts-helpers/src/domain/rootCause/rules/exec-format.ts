import type {Rule} from '../rule.ts';

export const execFormat: Rule = {
  name: 'exec-format',

  patterns: [/exec(?:ing)? "?(?<file>\/[^\s":]+)"?: exec format error/, /exec format error/],
  sentence: ({groups: {file = 'The program'}}) => `${file} is nothing that this machine can run.`,
  remedy: ({groups: {file = 'it'}}) =>
    `A script needs a first line that names its shell, #!/bin/sh: is it in ${file}? A program, or the image, is of another processor (arm64 for amd64): build it with \`platform: linux/amd64\`.`,
};
