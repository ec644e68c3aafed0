import type {Rule} from '../rule.ts';

export const dockerfileInvalid: Rule = {
  name: 'dockerfile-invalid',

  patterns: [
    /dockerfile parse error(?: on)? line (?<number>\d+): (?<what>.+)/,
    /dockerfile parse error: (?<what>.+)/i,
  ],
  sentence: ({groups: {number, what = 'it is not valid'}}) =>
    `The Dockerfile is not valid${number === undefined ? '' : `, line ${number}`}: ${what.replace(/\.$/, '')}.`,
  remedy: ({groups: {number}}) =>
    `Correct ${number === undefined ? 'it' : `line ${number}`}; on a laptop, docker compose build says at once whether it can be read.`,
};
