import {isOfLocalhost} from '../servers.ts';
import type {Rule} from '../rule.ts';
import {capital} from '../../../text/plain.ts';
import {databaseOf, readyRemedy} from '../databases.ts';

export const databaseNotReady: Rule = {
  name: 'database-not-ready',

  isConsequence: true,
  patterns: [
    /the database system is (?:starting up|shutting down|not yet accepting connections)/,
    /connection to server at "(?<host>[^"\s]+)"(?: \([^)\s]*\))?, port (?<port>\d+) failed: Connection refused/,
    /connection to server on socket "[^"\s]*" failed: (?:Connection refused|No such file)/,
    /could not connect to server: Connection refused/,
    /ECONNREFUSED \S*:(?<port>5432|3306|27017)\b/,
    /Can't connect to (?:local )?(?:MySQL |MariaDB )?server (?:on|through socket) '(?<host>[^'\s]+)'/,
    /MongoNetworkError/,
    /ServerSelectionTimeoutError/,
  ],
  takes: (_, line) => !isOfLocalhost(line),
  sentence: seen => `${capital(databaseOf(seen))} did not accept connections when it was asked.`,
  remedy: seen => readyRemedy(seen),
};
