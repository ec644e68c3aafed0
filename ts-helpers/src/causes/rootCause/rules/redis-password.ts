import type {Rule} from '../rule.ts';

export const redisPassword: Rule = {
  name: 'redis-password',

  patterns: [
    /\bNOAUTH (?:Authentication required|HELLO must be called)/,
    /\bWRONGPASS\b/,
    /ERR AUTH <password> called without any password/,
    /AUTH failed: /,
  ],
  sentence: ({line = '', service = 'The client'}) => {
    if (line.includes('NOAUTH')) return `Redis wants a password, and ${service} sends none.`;
    return line.includes('without any password')
      ? `${service} sends Redis a password, and Redis has none.`
      : `Redis refuses the password that ${service} sends.`;
  },
  remedy:
    'Give both the same: `--requirepass` in the command of Redis, and the password in the address of the client, redis://:${REDIS_PASSWORD}@redis:6379.',
};
