import type {Rule} from '../rule.ts';

export const buildStageMissing: Rule = {
  name: 'build-stage-missing',

  patterns: [/target stage "?(?<stage>[^\s"]+)"? could not be found/],
  sentence: ({groups: {stage = ''}}) => `The Dockerfile has no stage ${stage}.`,
  remedy: ({groups: {stage = ''}}) =>
    `Name it there, at the end of its FROM line: AS ${stage}, or correct \`build: {target: ${stage}}\` in the compose file.`,
};
