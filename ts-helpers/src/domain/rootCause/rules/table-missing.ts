import type {Rule} from '../rule.ts';

export const tableMissing: Rule = {
  name: 'table-missing',

  patterns: [
    /relation "(?<table>[^"]+)" does not exist/,
    /column "?(?<table>[\w.]+)"? (?:of relation "[^"]+" )?does not exist/,
    /no such table: (?<table>[\w.]+)/,
    /no such column: (?<table>[\w.]+)/,
    /table \w+ has no column named (?<table>\w+)/,
    /Table '(?<table>[^']+)' doesn't exist/,
    /Unknown column '(?<table>[^']+)'/,
  ],
  sentence: ({groups: {table = 'what it asks for'}}) => `The database does not have ${table}.`,
  remedy: ({groups: {table = 'it'}}) =>
    `Run the migrations before the program starts, and commit the one that makes ${table}; where there is one, look whether its name is written alike.`,
};
