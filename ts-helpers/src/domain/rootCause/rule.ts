import type {ErrorReport} from '../result.ts';

/** A kind of failure that we recognise. To add one: a line in rules.ts, and what it looks like in `test/fixtures/causes`. */
export interface Rule {
  name: string;
  /** Errors that are this failure, whatever the log says. */
  codes?: readonly string[];
  /** A line by which it is recognised in the log of anything that failed. Without one only `codes` count. */
  pattern?: RegExp;
  /** `groups`: the named groups of the pattern, those that matched. */
  sentence: string | ((groups: Readonly<Record<string, string>>, error: ErrorReport) => string);
  /** Default: the error's own. */
  remedy?: string;
}
