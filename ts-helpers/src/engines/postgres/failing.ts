import type {Failure} from '../masking.ts';

/** Makes `psql` print what `failureIn` reads. */
export const TELLING = ['--set', 'VERBOSITY=verbose'];

/** Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const WORDS: Readonly<Record<string, string>> = {
  '22001': 'a value is too long',
  '22003': 'a number is out of range',
  '22007': 'a value is none of its type',
  '22008': 'a time is out of range',
  '22P02': 'a value is none of its type',
  '23502': 'a null where none may be',
  '23503': 'a key that leads to no row',
  '23505': 'two rows would have the same',
  '23514': 'a check refuses a value',
  '23P01': 'two rows exclude each other',
  '428C9': 'a column that is made of others, or counted, cannot be set',
  P0001: 'it raises an error of its own',
};

/**
 * Where SQL failed and why, but for what PostgreSQL says of values: a line of a table of production is nothing for a log. What
 * it says of a statement is in the text of whoever wrote it, unless that was put together out of values.
 */
export const failureIn = (printed: string): Failure | undefined => {
  const {line, state = '', message = ''} = FAILED.exec(printed)?.groups ?? {};
  if (state === '') return undefined;
  const named = IS_OF_ROWS.test(state) ? namedIn(printed) : '';
  const isOfScript = IS_OF_STATEMENTS.test(state) && !PUT_TOGETHER.test(printed);
  const words = WORDS[state] ?? (isOfScript ? message : 'it was refused');
  return {
    ...(line !== undefined && {line: Number(line)}),
    says: `${words}${named} (SQLSTATE ${state})`,
  };
};

const FAILED = /^(?:psql:<stdin>:(?<line>\d+): )?(?:ERROR|FATAL): +(?<state>[0-9A-Z]+): (?<message>[^\n]*)$/m;
/** All of that class tell of which table and constraint they are. */
const IS_OF_ROWS = /^23/;
const IS_OF_STATEMENTS = /^(?:42|3F)/;
const PUT_TOGETHER = /^(?:QUERY|CONTEXT): /m;
const NAMED = /^(?<kind>SCHEMA|TABLE|COLUMN|DATATYPE|CONSTRAINT) NAME: +(?<name>\S.*)$/;

/** The last lines before its own place in the server: of those before them, values may be a part. */
const namedIn = (printed: string): string => {
  const before = printed.slice(0, printed.lastIndexOf('\nLOCATION: ')).split('\n');
  const names: Record<string, string> = {};
  for (const line of before.reverse()) {
    const {kind, name} = NAMED.exec(line)?.groups ?? {};
    if (kind === undefined || name === undefined || kind in names) break;
    names[kind] = name;
  }
  const {SCHEMA: schema, TABLE: table, COLUMN: column, CONSTRAINT: constraint} = names;
  const what = constraint ?? column;
  if (table === undefined) return what === undefined ? '' : `: ${what}`;
  const place = `${schema}.${table}`;
  return what === undefined ? `: ${place}` : `: ${what} of ${place}`;
};
