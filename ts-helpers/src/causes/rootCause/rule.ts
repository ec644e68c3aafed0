import type {About} from '../../result/result.ts';
import type {Lack} from '../lacks.ts';
import type {ErrorReport} from '../../result/result.ts';

export type {Lack} from '../lacks.ts';

/**
 * A kind of failure that we recognise, a file each in `rules`. To add one: CONTRIBUTING.md. Patterns of different rules do
 * not match the same line, so that no order of rules matters.
 */
export interface Rule {
  name: string;
  /** Whose trouble it is. What is the machine's is nobody's commit. Default: the project's. */
  whose?: Whose | ((seen: Seen) => Whose);
  /** Errors that are this failure, whatever the log says. */
  codes?: readonly string[];
  /**
   * Lines by which it is recognised in the log of anything that failed; without any only `codes` count. A short pattern a
   * kind of line: a test proves each to be linear, which takes the longer the more it has in it.
   */
  patterns?: readonly RegExp[];
  /** Whether a line is really it, by what its pattern has found, and by all lines of that place. Default: always. */
  takes?: (groups: Readonly<Record<string, string>>, line: string, lines: readonly string[]) => boolean;
  /** Whether an error is it of which no line tells. */
  fits?: (error: ErrorReport) => boolean;
  /** It is what others see of a failing service: where that service tells why it fails, that counts. */
  isConsequence?: true;
  /** It says that another service is not reached: where one was removed that is still asked for, that is why. */
  isUnreached?: true;
  /** It is what a database does not take, or does not have: the migration that runs is told with it. */
  isOfData?: true;
  sentence: string | ((seen: Seen) => string);
  /** Files that it says are not there: of the project's own more is known than the line tells. */
  lacks?: (seen: Seen) => Lack[];
  /** Default: the error's own. */
  remedy?: string | ((seen: Seen) => string | undefined);
}

export type Whose = 'machine' | 'project';

/** What a rule has to go by. */
export interface Seen {
  error: ErrorReport;
  about: About;
  /** The named groups of the pattern, those that matched. */
  groups: Readonly<Record<string, string>>;
  line?: string;
  /** The service whose line it is. */
  service?: string;
  /** It is what a health check printed. */
  isHealthCheck?: boolean;
  /** All lines of that place. */
  lines: readonly string[];
}
