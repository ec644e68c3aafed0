import type {Rule} from '../rule.ts';

export const sharedMemoryFull: Rule = {
  name: 'shared-memory-full',

  patterns: [
    /could not (?:resize|open) shared memory segment/,
    /'\/dev\/shm[^'\s]*': No space left on device/,
  ],
  sentence: ({service = 'that ended'}) =>
    `The service ${service} has used up its shared memory, of which a container has 64 MB.`,
  remedy: ({service}) =>
    `Give ${service === undefined ? 'it' : `the service ${service}`} more: \`shm_size: 256mb\` beside its image in the compose file.`,
};
