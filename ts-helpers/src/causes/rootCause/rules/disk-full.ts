import type {Rule} from '../rule.ts';

export const diskFull: Rule = {
  name: 'disk-full',

  whose: 'machine',
  codes: ['DISK_FULL'],
  sentence: ({
    error: {
      evidence: {host},
    },
  }) => (host === undefined ? 'The disk of the machine is full.' : `The disk of ${host.name} is full.`),
  remedy:
    'Free space on that machine: `docker system df` shows what Docker holds, `docker builder prune` frees build cache.',
};
