/** What a process that is signalled is at, and what becomes of that. */
export interface Held {
  /** Said at the first signal, which lets it come to a good end. `again` is what would end it at once: `a second Ctrl-C`. */
  stopping(again: string): string;
  /** Said at the second, which does. */
  left(): string;
}
