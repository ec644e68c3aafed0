import type {ErrorReport} from '../result/result.ts';
import type {About} from '../result/result.ts';

/** What a verb leaves. */
export type Finished<R = unknown> = (Succeeded<R> | Failed) & {
  /** What to print on stdout where nobody asked for JSON, instead of what the verb shows of its result. */
  text?: string;
  /** Stands before each line of the error, where others are printed at the same time. */
  tag?: string;
  /** What the stage that failed was of: the remedy of a deploy is another one than that of tests. */
  about?: About | undefined;
  /** What failed beside it, at the same time. */
  others?: readonly {error: ErrorReport; tag: string; about?: About | undefined}[];
  /** Of the program that a person had in place of this one. */
  exitCode?: number;
};

/** The result for `--json` and `--result`. */
interface Succeeded<R> {
  result: R;
  error?: undefined;
}

/** With a result all the same: what could be done, and how it ended. */
interface Failed {
  result: unknown;
  error: ErrorReport;
}
