import type {Rule} from '../rule.ts';
import {secretFileOf} from '../words.ts';

export const databasePassword: Rule = {
  name: 'database-password',

  patterns: [
    /password authentication failed for user "(?<user>[^"\s]+)"/,
    /Access denied for user '(?<user>[^'\s]+)'@/,
    /MongoServerError: Authentication failed/,
  ],
  sentence: ({groups: {user}}) =>
    `The database refuses the password of ${user === undefined ? 'its user' : `the user ${user}`}.`,
  remedy: ({groups: {user = 'its user'}, about}) =>
    about.environment === undefined
      ? `Let the service of the database and the one of the tests have the same password for ${user}; a database that starts from an empty volume takes it from its environment.`
      : `A database sets its password only when its volume is empty: it still has the one of then. Set it there (PostgreSQL: \`ALTER USER "${user}" PASSWORD '…'\`, MariaDB: \`ALTER USER '${user}'@'%' IDENTIFIED BY '…'\`), or put the old one back into ${secretFileOf(about) ?? 'the secret file'}.`,
};
