import type {Rule} from '../rule.ts';

export const databaseVersion: Rule = {
  name: 'database-version',

  patterns: [
    /initialized by PostgreSQL version (?<was>[\d.]+), which is not compatible with this version (?<now>[\d.]+)/,
    /database files are incompatible with server/,
    /Invalid MySQL server upgrade: Cannot upgrade from (?<was>\d+) to (?<now>\d+)/,
    /Cannot boot server version (?<now>\d+) on data directory built by version (?<was>\d+)/,
  ],
  sentence: ({groups: {was, now}}) =>
    was === undefined || now === undefined
      ? 'The volume of the database is of another version than the image.'
      : `The volume of the database is of version ${was}, and the image of version ${now}.`,
  remedy: ({groups: {was = 'the old version', now = 'the new one'}}) =>
    `Put the image back to ${was}, dump the database there (pg_dumpall, mysqldump), and load that into an empty volume of ${now}.`,
};
