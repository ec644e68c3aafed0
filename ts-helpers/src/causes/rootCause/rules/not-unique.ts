import type {Rule} from '../rule.ts';

export const notUnique: Rule = {
  name: 'not-unique',

  patterns: [
    /could not create unique index "(?<what>[^"]+)"/,
    /duplicate key value violates unique constraint "(?<what>[^"]+)"/,
    /Duplicate entry '[^']*' for key '(?<what>[^']+)'/,
    /UNIQUE constraint failed: (?<what>[\w.]+)/,
  ],
  isOfData: true,
  sentence: ({groups: {what = 'an index'}}) =>
    `Rows have the same value where ${what} allows each value once.`,
  remedy: ({groups: {what = 'it'}, line = ''}) =>
    line.includes('could not create')
      ? `Rows that are there already are equal: let a migration before the one of ${what} join or change them.`
      : `The same row is written twice: look first, or write it with "on conflict" or get-or-create; test data must not stay from a run before (${what}).`,
};
