import type {Rule} from '../rule.ts';
import {nameOf} from '../words.ts';

export const notExecutable: Rule = {
  name: 'not-executable',

  patterns: [
    /exec: "(?<file>[^"]+)": permission denied/,
    /\b(?:sh|bash): (?:line )?(?:\d+: )?(?<file>[\w./-]+): Permission denied/,
    /exec (?<file>\.?\/\S+): permission denied/,
    /\] exec (?<file>\.?\/?\S+) failed: Permission denied/,
    /\b(?:sh|bash): (?:line )?(?:\d+: )?exec: (?<file>[\w./-]+): (?:cannot execute: )?Permission denied/,
  ],
  sentence: ({groups: {file = 'A script'}}) => `${file} is not executable.`,
  remedy: ({groups: {file = ''}}) =>
    `Make it so in git, git update-index --chmod=+x ${nameOf(file)}, or in the Dockerfile: RUN chmod +x ${file}`,
};
