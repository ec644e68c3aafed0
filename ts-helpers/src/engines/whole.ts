import type {Inside} from './inside.ts';

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

/** A kind of server that is restored as a whole: another folder takes the place of its own. */
export interface Whole {
  look(inside: Inside): Promise<WholeLook>;
  /** As `isReady` of the engine, of one that listens at this port. */
  isReady(port: number | undefined): readonly string[];
  /** What removes the users that an image makes in an empty server, but for who asks: those that are restored count. */
  forget: readonly (readonly string[])[];
  /** Of who fills it, for the tools: that it is filled is no history of its own. */
  variables: Readonly<Record<string, string>>;
  /** Files in its folder in which it keeps settings that were made while it ran. */
  settings: readonly string[];
}
