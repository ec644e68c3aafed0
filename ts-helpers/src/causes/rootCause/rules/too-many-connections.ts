import type {Rule} from '../rule.ts';

export const tooManyConnections: Rule = {
  name: 'too-many-connections',

  patterns: [
    /sorry, too many clients already/,
    /remaining connection slots are reserved/,
    /Too many connections/,
  ],
  sentence: 'The database has as many connections as it takes.',
  remedy:
    'Let programs share connections and give them back (a pool, `CONN_MAX_AGE`, fewer workers), or raise `max_connections` of the database.',
};
