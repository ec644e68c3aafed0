import {inOwnPlace} from '../own.ts';
import type {Rule} from '../rule.ts';

export const tableMissing: Rule = {
  name: 'table-missing',

  patterns: [
    /relation "(?<table>[^"]+)" does not exist/,
    /column "?(?<column>[\w.]+)"? (?:of relation "(?<table>[^"]+)" )?does not exist/,
    /no such table: (?<table>[\w.]+)/,
    /no such column: (?<column>[\w.]+)/,
    /table (?<table>\w+) has no column named (?<column>\w+)/,
    /Table '(?<table>[^']+)' doesn't exist/,
    /Unknown column '(?<column>[^']+)'/,
  ],
  sentence: ({groups: {table, column}}) =>
    column === undefined
      ? `The database has no table ${table}.`
      : `${table === undefined ? 'The database' : `The table ${table}`} has no column ${column}.`,
  remedy: seen => {
    const making = seen.lines.some(line => line.includes('django'))
      ? ' (python manage.py makemigrations)'
      : '';
    return `Commit the migration that makes it${making}, and run the migrations before the program starts; where there is one, correct the name${inOwnPlace(seen)}.`;
  },
};
