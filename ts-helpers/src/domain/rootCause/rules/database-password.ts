import type {Rule} from '../rule.ts';
import {secretFileOf} from '../words.ts';

export const databasePassword: Rule = {
  name: 'database-password',

  patterns: [
    /password authentication failed for user "(?<user>[^"\s]+)"/,
    /Access denied for user '(?<user>[^'\s]+)'@/,
    /MongoServerError: Authentication failed/,
  ],
  sentence: ({groups: {user}, error: {evidence}}) => {
    const refused = `The database refuses the password of ${user === undefined ? 'its user' : `the user ${user}`}`;
    const {unequal} = evidence;
    return unequal === undefined ? `${refused}.` : `${refused}: ${unequal.other} is not ${unequal.database}.`;
  },
  remedy: ({
    groups: {user = 'its user'},
    about,
    error: {
      evidence: {unequal},
    },
  }) => {
    if (unequal !== undefined)
      return `Give both the same value: ${unequal.other} and ${unequal.database}. A volume of the database that is older keeps the password that it began with: then that one.`;
    return about.environment === undefined
      ? `Let the service of the database and the one of the tests have the same password for ${user}; a database that starts from an empty volume takes it from its environment.`
      : `A database sets its password only when its volume is empty: it still has the one of then. Set it there (PostgreSQL: \`ALTER USER "${user}" PASSWORD '…'\`, MariaDB: \`ALTER USER '${user}'@'%' IDENTIFIED BY '…'\`), or put the old one back into ${secretFileOf(about) ?? 'the secret file'}.`;
  },
};
