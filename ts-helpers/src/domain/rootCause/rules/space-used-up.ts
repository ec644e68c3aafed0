import {isMachineFull, spaceRemedy, spaceSentence} from '../space.ts';
import type {Rule} from '../rule.ts';

export const spaceUsedUp: Rule = {
  name: 'space-used-up',
  whose: ({error}) => (isMachineFull(error) ? 'machine' : 'project'),
  patterns: [
    /'(?<path>\/[^'\s]+)': [Nn]o space left on device/,
    /\bENOSPC: no space left on device, \w+ '(?<path>[^'\s]+)'/,
    /[Nn]o space left on device/,
  ],
  takes: ({path = ''}, line) => !path.startsWith('/dev/shm') && !line.includes('shared memory segment'),
  sentence: spaceSentence,
  remedy: spaceRemedy,
};
