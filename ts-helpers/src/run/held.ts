/** Made by this process, and to be removed by it. */
export interface Held {
  what: string;
  /** The command that removes it. */
  removal: string;
}
