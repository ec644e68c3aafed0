import type {Variables} from './variables.ts';
import type {Held} from './held.ts';
import type {Voice} from './voice.ts';

/** What the process gives a verb. */
export interface World {
  variables: Variables;
  /** The whole environment, for programs that are run. */
  inherited: NodeJS.ProcessEnv;
  folder: string;
  home: string;
  user: string;
  voice: Voice;
  mask(text: string): string;
  /** A copy of plain data, every secret in it masked. */
  maskData<T>(data: T): T;
  /** Aborted, with a UserError as the reason, when the verb is to end. */
  signal: AbortSignal;
  /** Asks who sits at the terminal, and resolves to the answer; absent where nobody does. */
  ask?: (question: string) => Promise<string>;
  /** Notes what stays if this process ends at once, to be told then. Returns what strikes it out. */
  hold(held: Held): () => void;
}
