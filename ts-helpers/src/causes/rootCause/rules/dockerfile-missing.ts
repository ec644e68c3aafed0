import type {Rule} from '../rule.ts';

export const dockerfileMissing: Rule = {
  name: 'dockerfile-missing',

  patterns: [
    /failed to read dockerfile: open (?<file>[^\s:]+): no such file or directory/,
    /the Dockerfile \((?<file>[^)\s]+)\) cannot be empty/,
  ],
  lacks: ({groups: {file}}) => (file === undefined ? [] : [{kind: 'file', name: file}]),
  sentence: ({groups: {file = 'Dockerfile'}}) => `There is no ${file} where the compose file says.`,
  remedy: ({groups: {file = 'Dockerfile'}}) =>
    `Commit ${file}, or correct \`build: {context, dockerfile}\`: the second is relative to the first.`,
};
