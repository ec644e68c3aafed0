import type {Rule} from '../rule.ts';
import {quoted} from '../../words.ts';

export const externalMissing: Rule = {
  name: 'external-missing',

  patterns: [
    /(?<kind>network|volume) (?<name>\S+) declared as external, but could not be found/,
    /external (?<kind>volume|network) "(?<name>[^"]+)" not found/,
  ],
  sentence: ({groups: {kind = 'network', name = ''}}) =>
    `The ${kind} ${name} is external, and this machine does not have it.`,
  remedy: ({groups: {kind = 'network', name = ''}}) =>
    `Make it once on that machine, docker ${kind} create ${quoted(name)}, or start the project that it belongs to; where it is this project's own, leave out \`external: true\`.`,
};
