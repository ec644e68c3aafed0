import type {Rule} from '../rule.ts';

export const redisPassword: Rule = {
  name: 'redis-password',

  patterns: [
    /\bNOAUTH Authentication required/,
    /\bWRONGPASS\b/,
    /ERR AUTH <password> called without any password/,
    /AUTH failed: /,
  ],
  sentence: 'Redis and its client do not have the same password.',
  remedy:
    'Give both the same: `--requirepass` in the command of Redis, and the password in the address of the client, redis://:${REDIS_PASSWORD}@redis:6379.',
};
