import type {Rule, Seen} from '../rule.ts';
import {quoted} from '../../words.ts';

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
  remedy: seen => {
    const {
      groups: {file = ''},
    } = seen;
    const known = originOf(seen);
    if (known?.isMounted)
      return `Make it so in git: git update-index --chmod=+x ${quoted(known.path)}, and commit it. It is mounted: what the Dockerfile does to it does not count.`;
    if (known === undefined)
      return `Make it so in the Dockerfile, RUN chmod +x ${quoted(file)}, or in git, by its path from the top of the repository: git update-index --chmod=+x`;
    return `Make it so in git, git update-index --chmod=+x ${quoted(known.path)}, or in the Dockerfile: RUN chmod +x ${quoted(file)}`;
  },
};

const originOf = ({groups: {file}, error: {evidence}}: Seen) =>
  evidence.denied?.find(({named}) => named === file);
