import type {Rule} from '../rule.ts';

export const redisFull: Rule = {
  name: 'redis-full',

  patterns: [/\bOOM command not allowed when used memory > 'maxmemory'/],
  sentence: 'Redis is full: it has reached its maxmemory, and takes nothing more.',
  remedy:
    'Raise maxmemory, in redis.conf or after --maxmemory in its command. Where it is only a cache, let it forget what is old: maxmemory-policy allkeys-lru.',
};
