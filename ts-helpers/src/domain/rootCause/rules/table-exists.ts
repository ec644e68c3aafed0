import type {Rule} from '../rule.ts';

export const tableExists: Rule = {
  name: 'table-exists',

  patterns: [
    /relation "(?<table>[^"]+)" already exists/,
    /Table '(?<table>[^']+)' already exists/,
    /\btable "?(?<table>[\w.]+)"? already exists/,
  ],
  sentence: ({groups: {table = 'a table'}}) => `A migration creates ${table}, which is there already.`,
  remedy: ({groups: {table = 'it'}}) =>
    `Two migrations create ${table}, or one ran half: keep one of them, and mark it as done where the table is right (\`migrate --fake\`, \`alembic stamp\`).`,
};
