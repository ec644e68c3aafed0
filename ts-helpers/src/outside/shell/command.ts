import type {Output} from './output.ts';

export interface Command {
  program: string;
  args: readonly string[];
  cwd?: string;
  /** Added to the environment of this process; `undefined` takes a variable away. */
  env?: Readonly<Record<string, string | undefined>>;
  input?: string;
}

/** How a program ended, and what of it was collected. */
export interface Ending extends Output {
  exitCode: number | undefined;
  signal: string | undefined;
  /** There was more to collect than MOST_COLLECTED. */
  isEndless?: boolean;
}

/** Why a program was ended by us: the verb was stopped, it took too long, or what it printed had no end. */
export type Reason = 'aborted' | 'late' | 'endless';

/** Nobody asks for an answer so long. */
export const MOST_COLLECTED = 64 * 1024 * 1024;
