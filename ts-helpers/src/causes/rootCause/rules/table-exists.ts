import type {Rule} from '../rule.ts';

export const tableExists: Rule = {
  name: 'table-exists',

  // What is of a table names it behind itself, and is what is there already.
  patterns: [
    /\b(?<part>column|constraint|trigger|policy) "(?<name>[^"]+)" (?:of|for) (?:relation|table) "(?<table>[^"]+)" already exists/,
    /[Dd]uplicate (?<part>column) name(?: '|: )(?<name>[^'\s]+)/,
    /relation "(?<table>[^"]+)" already exists/,
    /Table '(?<table>[^']+)' already exists/,
    /\btable "?(?<table>[\w.]+)"? already exists/,
  ],
  isOfData: true,
  sentence: ({error, groups: {table = 'a table', part, name}}) => {
    if (error.code === 'TEST_DATA_FAILED')
      return `It makes ${part === undefined ? table : `${part} ${name} of ${table}`}, which is there already.`;
    if (part === undefined) return `A migration creates ${table}, which is there already.`;
    return `A migration adds the ${part} ${name} to ${table}${table === 'a table' ? '' : ','} which has it already.`;
  },
  remedy: ({error, groups: {table = 'it', part, name}}) => {
    if (error.code === 'TEST_DATA_FAILED')
      return 'Load it into empty data: countable reset. That leaves data in folders of the project: remove those before. What is to be loaded twice, let it begin with DROP TABLE IF EXISTS.';
    return part === undefined
      ? `Two migrations create ${table}, or one ran half: keep one of them, and mark it as done where the table is right (\`migrate --fake\`, \`alembic stamp\`).`
      : `Two migrations add ${name}, one ran half, or somebody added it by hand: take it out of one of the two. Mark a migration as done (\`migrate --fake\`, \`alembic stamp\`) only where all that it does is there.`;
  },
};
