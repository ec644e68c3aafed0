import type {WholeLook} from '../compose/wholeLook.ts';
import type {Inside} from './inside.ts';

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
