/**
 * How a verb speaks while it works. Everything is made plain, a line at a time, and goes through the masks.
 * Its lines go to stderr; stdout is for the result (`--json`, `--plan`).
 */
export interface Voice {
  /** What is going on, a line. Not shown with --quiet. */
  info(message: string): void;
  /** Shown with --verbose only. */
  detail(message: string): void;
  /** Shown always. */
  warn(message: string): void;
  /** A line that a program printed. Not shown with --quiet. */
  output(line: string): void;
  /**
   * Says what begins, and when it ends how long it took; a spinner on a terminal. `done` is what to say of it then, asked for once
   * it went well; default: the name.
   */
  step<T>(name: string, work: () => Promise<T>, done?: () => string): Promise<T>;
  /** An error of ours, for those who maintain this; shown by whoever ends the verb. */
  bug(error: unknown): void;
  /**
   * From now on every occurrence of the secret, in any output and any encoding, is shown as ****; of an address or a file
   * what in it is secret. `name` is what it is called, where it has a name.
   */
  hide(secret: string, name?: string): void;
  /** Whether it can be hidden: a short word, or one that logs are made of, cannot. */
  canHide(secret: string, name?: string): boolean;
  /** Words that are shown although a secret may be the same: no log can do without the names of services. */
  spare(words: readonly string[]): void;
  /** The same voice with every line marked, for things that run at the same time: `[tests] …`. */
  tagged(tag: string): Voice;
}
