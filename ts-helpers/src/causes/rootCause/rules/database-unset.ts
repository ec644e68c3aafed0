import type {Rule} from '../rule.ts';
import {secretFileOf} from '../../words.ts';

export const databaseUnset: Rule = {
  name: 'database-unset',

  patterns: [
    /Database is uninitialized and (?<what>superuser password) is not specified/,
    /You need to specify one of (?<what>[A-Z_, ]*[A-Z_]+)/,
    /Database is uninitialized and password option is not specified/,
  ],
  sentence: ({service = 'of the database'}) => `The service ${service} has no password for its first start.`,
  remedy: ({service = 'the database', line = '', about}) => {
    const name = line.includes('superuser') ? 'POSTGRES_PASSWORD' : 'MARIADB_ROOT_PASSWORD';
    const from = secretFileOf(about);
    return `Give ${service} one: \`environment: {${name}: ${from === undefined ? 'test' : `\${${name}}`}}\`${from === undefined ? '' : `, with its value in ${from}`}.`;
  },
};
