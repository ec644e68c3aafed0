import {isMachineFull, spaceRemedy, spaceSentence} from '../space.ts';
import {isOfWatching} from '../watching.ts';
import type {Rule} from '../rule.ts';

export const spaceUsedUp: Rule = {
  name: 'space-used-up',
  whose: ({error}) => (isMachineFull(error) ? 'machine' : 'project'),
  patterns: [
    /'(?<path>\/[^'\s]+)': [Nn]o space left on device/,
    /\[Errno 28\] No space left on device: '(?<path>[^'\s]+)'/,
    /\bENOSPC: no space left on device, \w+ '(?<path>[^'\s]+)'/,
    /[Nn]o space left on device/,
  ],
  takes: (_, line) =>
    !isOfWatching(line) && !line.includes('/dev/shm') && !line.includes('shared memory segment'),
  sentence: spaceSentence,
  remedy: spaceRemedy,
};
