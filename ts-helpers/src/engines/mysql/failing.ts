import type {Failure} from '../masking.ts';

interface Known {
  /** Absent: its message has names alone. */
  words?: string;
  /** What the end of its message names. */
  named?: RegExp;
}

const KEY = /for key '(?<name>[^']+)'$/;
const COLUMN = /for column (?<name>(?:`[^`]+`\.)*`[^`]+`|'[^']+') at row \d+$/;

/** Numbers: https://mariadb.com/kb/en/mariadb-error-code-reference/ */
const ERRORS: Readonly<Record<string, Known>> = {
  1048: {},
  1054: {},
  1062: {words: 'two rows would have the same', named: KEY},
  1064: {words: 'it is no SQL that this server knows'},
  1146: {},
  1264: {},
  1265: {},
  1292: {words: 'a value is none of its type', named: COLUMN},
  1366: {words: 'a value is none of its type', named: COLUMN},
  1406: {},
  1451: {},
  1452: {},
  1586: {words: 'two rows would have the same', named: KEY},
  1644: {words: 'it raises an error of its own'},
  3819: {},
  4025: {},
};

/** Where SQL failed and why, but for what the server says of values: a line of a table of production is nothing for a log. */
export const failureIn = (printed: string): Failure | undefined => {
  const {number = '', state, line, message = ''} = FAILED.exec(printed)?.groups ?? {};
  if (number === '') return undefined;
  const known = ERRORS[number] ?? {words: 'it was refused'};
  const named = known.named?.exec(message)?.groups?.name;
  const words = known.words ?? message;
  return {
    ...(line !== undefined && {line: Number(line)}),
    says: `${words}${named === undefined ? '' : `: ${named}`} (error ${number}, ${state})`,
  };
};

const FAILED =
  /^ERROR (?<number>\d+) \((?<state>[0-9A-Z]+)\)(?: at line (?<line>\d+))?: (?<message>[^\n]+)$/m;
