import type {Rule, Seen} from '../rule.ts';

/** The database, or its user: both are made only where a volume begins, and by the names of then. */
export const databaseMissing: Rule = {
  name: 'database-missing',

  patterns: [
    /FATAL: {1,2}database "(?<name>[^"]+)" does not exist/,
    /Unknown database '(?<name>[^']+)'/,
    /FATAL: {1,2}role "(?<name>[^"]+)" does not exist/,
    /Access denied for user '(?<user>[^'\s]+)'@'[^'\s]*' to database '(?<name>[^']+)'/,
    /FATAL: {1,2}permission denied for database "(?<name>[^"]+)"/,
  ],
  sentence: ({groups: {name = '', user}, line = ''}) => {
    if (user !== undefined)
      return `The user ${user} has no right to a database ${name}: there is none, or it is another's.`;
    if (line.includes('permission denied'))
      return `The user of the program has no right to the database ${name}.`;
    return `The database server has no ${isRole(line) ? 'user' : 'database'} ${name}.`;
  },
  remedy: seen => {
    const {name = ''} = seen.groups;
    const {line = ''} = seen;
    if (line.includes('permission denied'))
      return `As its owner or a superuser: GRANT CONNECT ON DATABASE "${name}" TO the user that the program signs in as; or let it sign in as the user that has it.`;
    const {made, command} = makingOf(seen);
    return seen.about.environment === undefined
      ? `Give the service of the database and the one of the tests the same name for it: ${made} makes it, for tests always begin with an empty volume.`
      : `Correct the name, or put the old one back: ${made} counts for an empty volume only. Or make it in the one that is there: ${command}`;
  },
};

const isRole = (line: string): boolean => line.includes('FATAL:') && line.includes('role "');

const makingOf = ({groups: {name = '', user}, line = ''}: Seen): {made: string; command: string} => {
  if (isRole(line))
    return {
      made: `\`POSTGRES_USER: ${name}\``,
      command: `CREATE ROLE "${name}" LOGIN; and give it, by \\password in psql, the one that the program sends.`,
    };
  if (line.includes('FATAL:'))
    return {made: `\`POSTGRES_DB: ${name}\``, command: `CREATE DATABASE "${name}";`};
  const database = /^\w+$/.test(name) ? name : `\`${name}\``;
  const granting = user === undefined ? '' : ` GRANT ALL ON ${database}.* TO '${user}'@'%';`;
  return {
    made: `\`MARIADB_DATABASE: ${name}\` (of MySQL: MYSQL_DATABASE)`,
    command: `as root, CREATE DATABASE IF NOT EXISTS ${database};${granting}`,
  };
};
