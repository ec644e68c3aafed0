import type {Rule} from '../rule.ts';

export const migrationUnknown: Rule = {
  name: 'migration-unknown',

  patterns: [/Can't locate revision identified by '(?<revision>[^']+)'/, /InconsistentMigrationHistory/],
  sentence: ({groups: {revision}}) =>
    revision === undefined
      ? 'The database has migrations in another order than the code.'
      : `The database is at the migration ${revision}, which this commit does not have.`,
  remedy: ({groups: {revision}}) =>
    `The database is ahead of this code: deploy the branch that has ${revision ?? 'those migrations'}, or undo them there first.`,
};
