import {isOfWatching} from '../watching.ts';
import type {Rule} from '../rule.ts';

export const openFiles: Rule = {
  name: 'open-files',

  patterns: [/\bEMFILE:/, /\b[Tt]oo many open files\b/],
  takes: (_, line) => !isOfWatching(line),
  sentence: ({service = 'that ended'}) =>
    `The service ${service} has as many files and connections open as it may.`,
  remedy:
    'Close what is opened, in a loop most often; where it really needs as many, raise the limit: `ulimits: {nofile: 65536}` of the service.',
};
