import type {ErrorReport} from '../result.ts';

/** A kind of failure that we recognise. To add one: a line in rules.ts, and what it looks like in `test/fixtures/causes`. */
export interface Rule {
  name: string;
  /** Whose trouble it is. What is the machine's is nobody's commit. Default: the project's. */
  whose?: 'machine' | 'project';
  /** Errors that are this failure, whatever the log says. */
  codes?: readonly string[];
  /**
   * Lines by which it is recognised in the log of anything that failed; without any only `codes` count. A short pattern a
   * kind of line: a test proves each to be linear, which takes the longer the more it has in it.
   */
  patterns?: readonly RegExp[];
  /** `groups`: the named groups of the pattern, those that matched. */
  sentence: string | ((groups: Readonly<Record<string, string>>, error: ErrorReport) => string);
  /** Default: the error's own. */
  remedy?: string;
}
