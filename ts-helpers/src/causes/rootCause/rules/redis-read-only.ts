import type {Rule} from '../rule.ts';

export const redisReadOnly: Rule = {
  name: 'redis-read-only',

  patterns: [/\bREADONLY You can't write against a read only replica/],
  sentence: 'Redis is a replica of another here, and takes nothing itself.',
  remedy:
    'Let the client write to the primary, or take `replicaof` out of the settings of this one, in its configuration or command.',
};
