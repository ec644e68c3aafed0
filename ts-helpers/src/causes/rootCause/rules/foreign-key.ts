import {scriptBefore} from '../before.ts';
import {inOwnPlace} from '../own.ts';
import type {Rule, Seen} from '../rule.ts';

export const foreignKey: Rule = {
  name: 'foreign-key',

  patterns: [
    /Can't create table (?<table>\S+) \(errno: 150\b/,
    /Cannot add foreign key constraint/,
    /Failed to open the referenced table '(?<referred>[^']+)'/,
  ],
  isOfData: true,
  sentence: seen => {
    const {table, referred} = seen.groups;
    const script = scriptOf(seen);
    const of = table === undefined ? '' : ` of ${table.replaceAll('`', '')}`;
    const why =
      referred === undefined
        ? 'the table or column that it refers to is not there, of another type, or without an index'
        : `the table ${referred} that it refers to is not there`;
    return `The database cannot make the foreign key${of}${script === undefined ? '' : `, in ${script}`}: ${why}.`;
  },
  remedy: seen => {
    const script = scriptOf(seen);
    const place = script === undefined ? inOwnPlace(seen) : ` in ${script}`;
    return `Correct the reference${place}, or make the table that it refers to before: the columns of both need the very same type (INT is not INT UNSIGNED), and that of the other table is its primary key or has an index.`;
  },
};

const scriptOf = ({lines, line = ''}: Seen): string | undefined => scriptBefore(lines, line);
