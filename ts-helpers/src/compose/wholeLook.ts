/** What a server says of where it keeps what it has. */
export interface WholeLook {
  /** In its container. */
  folder: string;
  /** What of it lies somewhere else: folders, or files that only lead there. */
  elsewhere: readonly string[];
  /** Files that it writes besides, and that nobody misses. */
  writes: readonly string[];
  /** Why it is not alone, or cannot be watched; undefined where nothing of the kind is. */
  tie: string | undefined;
  /** At which it listens in its container; undefined for the usual one. */
  port: number | undefined;
}
