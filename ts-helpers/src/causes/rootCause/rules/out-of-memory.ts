import type {Rule} from '../rule.ts';

export const outOfMemory: Rule = {
  name: 'out-of-memory',

  codes: ['OUT_OF_MEMORY'],
  patterns: [/Cannot allocate memory/, /^MemoryError\b/, /java\.lang\.OutOfMemoryError/, /\[Errno 12\]/],
  fits: ({evidence: {services = []}}) => services.some(({outOfMemory}) => outOfMemory),
  sentence: ({error: {evidence}, service}) => {
    const killed = evidence.services?.find(({outOfMemory}) => outOfMemory)?.service;
    if (killed !== undefined)
      return `The service ${killed} needed more memory than it may have, and was killed.`;
    return service === undefined
      ? 'There was not enough memory.'
      : `The service ${service} did not get the memory that it asked for.`;
  },
  remedy: ({error: {evidence}, service}) => {
    const starved = evidence.services?.find(({outOfMemory}) => outOfMemory)?.service ?? service;
    return `Raise mem_limit of ${starved ?? 'the service'} (deploy.resources.limits.memory), or let it use less; without a limit, give the host more memory.`;
  },
};
