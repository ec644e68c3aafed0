import type {Rule} from '../rule.ts';

export const migrationParentMissing: Rule = {
  name: 'migration-parent-missing',

  patterns: [
    /Migration (?<app>\w+)\.(?<migration>\w+) dependencies reference nonexistent parent node \('(?<other>\w+)', '(?<parent>\w+)'\)/,
  ],
  lacks: ({groups: {other, parent}}) => [{kind: 'python', name: `${other}.migrations.${parent}`}],
  sentence: ({groups: {migration, parent}}) =>
    `The migration ${migration} follows ${parent}, which is not there.`,
  remedy: ({groups: {app, migration, other, parent}}) =>
    `Commit ${other}/migrations/${parent}.py, or correct \`dependencies\` in ${app}/migrations/${migration}.py, which has to name the migration before it.`,
};
