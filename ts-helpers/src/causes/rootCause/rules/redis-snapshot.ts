import {logOf} from '../../looking.ts';
import type {Rule} from '../rule.ts';

export const redisSnapshot: Rule = {
  name: 'redis-snapshot',

  patterns: [/\bMISCONF (?:Redis|Valkey|Errors writing)\b/],
  sentence: 'Redis cannot save its data to disk, and therefore takes nothing more.',
  remedy: seen => {
    const redis = (seen.error.evidence.services ?? []).find(({image = ''}) =>
      /redis|valkey/.test(image),
    )?.service;
    return `See why it cannot: ${logOf(redis ?? 'redis', seen)} (its folder /data is full, read-only, or belongs to another user). Where it is only a cache, let it save nothing: command: redis-server --save ""`;
  },
};
