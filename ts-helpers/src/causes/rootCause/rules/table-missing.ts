import {inOwnPlace} from '../own.ts';
import type {Rule} from '../rule.ts';

export const tableMissing: Rule = {
  name: 'table-missing',

  // What is of a table names it behind itself, and is what is missing.
  patterns: [
    /column "?(?<column>[\w.]+)"? (?:of relation "(?<table>[^"]+)" )?does not exist/,
    /\b(?<part>constraint|trigger|rule|policy) "(?<name>[^"]+)" (?:of|for) (?:relation|table) "(?<table>[^"]+)" does not exist/,
    /relation "(?<table>[^"]+)" does not exist/,
    /no such table: (?<table>[\w.]+)/,
    /no such column: (?<column>[\w.]+)/,
    /table (?<table>\w+) has no column named (?<column>\w+)/,
    /Table '(?<table>[^']+)' doesn't exist/,
    /Unknown column '(?<column>[^']+)'/,
  ],
  isOfData: true,
  sentence: ({groups: {table, column, part, name}}) => {
    const who = table === undefined ? 'The database' : `The table ${table}`;
    if (part !== undefined) return `${who} has no ${part} ${name}.`;
    return column === undefined ? `The database has no table ${table}.` : `${who} has no column ${column}.`;
  },
  remedy: seen => {
    if (seen.groups['part'] !== undefined)
      return `Correct its name${inOwnPlace(seen)}, or commit the migration that makes it; where it is only to be taken away, say IF EXISTS.`;
    const making = seen.lines.some(line => line.includes('django'))
      ? ' (python manage.py makemigrations)'
      : '';
    return `Commit the migration that makes it${making}, and run the migrations before the program starts; where there is one, correct the name${inOwnPlace(seen)}.`;
  },
};
