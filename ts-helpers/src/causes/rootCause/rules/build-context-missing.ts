import type {Rule} from '../rule.ts';
import {nameOf} from '../../words.ts';

export const buildContextMissing: Rule = {
  name: 'build-context-missing',

  patterns: [/unable to prepare context: path "(?<path>[^"]+)" not found/],
  lacks: ({groups: {path}}) => (path === undefined ? [] : [{kind: 'file', name: path}]),
  sentence: ({groups: {path = 'it'}}) =>
    `An image is to be built from the folder ${nameOf(path)}, which is not there.`,
  remedy: ({groups: {path = 'it'}}) =>
    `Correct \`build:\`, or its \`context:\`, in the compose file, or commit the folder ${nameOf(path)}: git keeps no empty ones.`,
};
