import type {Rule} from '../rule.ts';
import {isUnsent} from '../unsent.ts';
import {secretFileOf} from '../../words.ts';

export const databasePassword: Rule = {
  name: 'database-password',

  patterns: [
    /password authentication failed for user "(?<user>[^"\s]+)"/,
    /Access denied for user '(?<user>[^'\s]+)'@/,
    /MongoServerError: Authentication failed/,
  ],
  takes: (_, line) => !isUnsent(line) && !line.includes("' to database '"),
  sentence: ({groups: {user}, error: {evidence}}) => {
    const refused = `The database refuses the password of ${user === undefined ? 'its user' : `the user ${user}`}`;
    const {unequal} = evidence;
    return unequal === undefined ? `${refused}.` : `${refused}: ${unequal.other} is not ${unequal.database}.`;
  },
  remedy: ({
    groups: {user = 'its user'},
    about,
    line = '',
    error: {
      evidence: {unequal, passwordAt: set},
    },
  }) => {
    if (unequal !== undefined)
      return `Give both the same value: ${unequal.other} and ${unequal.database}. A volume of the database that is older keeps the password that it began with: then that one.`;
    if (about.environment === undefined)
      return `Let the service of the database and the one of the tests have the same password for ${user}; a database that starts from an empty volume takes it from its environment.`;
    const place = set === undefined ? (secretFileOf(about) ?? 'the secret file') : set;
    return `A database sets its password only when its volume is empty: it still has the one of then. Put that back into ${place}. Or set the new one there: ${settingOf(line, user)}.`;
  },
};

const settingOf = (line: string, user: string): string => {
  if (line.includes('Mongo')) return `db.changeUserPassword() in mongosh`;
  return line.includes('@')
    ? `ALTER USER '${user}'@'%' IDENTIFIED BY, and it in quotes`
    : `\\password ${user} in psql`;
};
