import type {Rule} from '../rule.ts';

export const rowsWithoutValue: Rule = {
  name: 'rows-without-value',

  patterns: [
    /column "(?<column>[^"]+)" of relation "(?<table>[^"]+)" contains null values/,
    /null value in column "(?<column>[^"]+)" of relation "(?<table>[^"]+)" violates not-null/,
  ],
  isOfData: true,
  sentence: ({groups: {column = 'a column', table = 'its table'}}) =>
    `The column ${column} of ${table} has to have a value, and rows have none.`,
  remedy: ({groups: {column = 'it', table = 'the table'}}) =>
    `Fill it first, in a migration before this one (update ${table} set ${column} = '' where ${column} is null), or give the column a default.`,
};
