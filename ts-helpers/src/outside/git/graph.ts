import type {Kinship} from '../../history/kinship.ts';
import {kinshipOf} from './kinship.ts';
import {rootsOf} from './roots.ts';

/** What the graph of commits tells. */
export interface Graph {
  /** The first commits of what is checked out, sorted; none where git does not have all of them, or there are none. */
  roots(): Promise<string[]>;
  /** What a branch, a tag, HEAD or the beginning of an id stands for; undefined where it is no name of a commit. */
  commitNamed(name: string): Promise<string | undefined>;
  /** How the first commit stands to the second. */
  kinship(mine: string, other: string): Promise<Kinship>;
}

/** `ask` runs git, and resolves to undefined when that says no. */
export const createGraph = (ask: (...args: string[]) => Promise<string | undefined>): Graph => ({
  roots: () => rootsOf(ask),
  commitNamed: async name =>
    // What begins so is an option.
    name.startsWith('-')
      ? undefined
      : (await ask('rev-parse', '--verify', '--quiet', `${name}^{commit}`))?.trim(),
  kinship: (mine, other) => kinshipOf(mine, other, ask),
});
