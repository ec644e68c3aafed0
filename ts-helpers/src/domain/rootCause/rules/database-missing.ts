import type {Rule} from '../rule.ts';

export const databaseMissing: Rule = {
  name: 'database-missing',

  patterns: [
    /FATAL: {1,2}database "(?<name>[^"]+)" does not exist/,
    /Unknown database '(?<name>[^']+)'/,
    /FATAL: {1,2}role "(?<name>[^"]+)" does not exist/,
  ],
  sentence: ({groups: {name = ''}, line = ''}) =>
    `The database server has no ${line.includes('role') ? 'user' : 'database'} ${name}.`,
  remedy: ({groups: {name = ''}, line = ''}) =>
    line.includes('role')
      ? `Correct the name, or let it be made: \`POSTGRES_USER: ${name}\` counts for an empty volume only; in one that is there: CREATE ROLE "${name}" LOGIN.`
      : `Correct the name, or let it be made: \`POSTGRES_DB\` or \`MARIADB_DATABASE: ${name}\` count for an empty volume only; in one that is there: CREATE DATABASE ${name}.`,
};
