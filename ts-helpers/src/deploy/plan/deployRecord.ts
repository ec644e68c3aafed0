import type {Release} from '../../project/release.ts';

/** What deploys into a folder left. */
export interface DeployRecord {
  /** What lies in the folder; while it is being filled, all that may lie there. */
  filled?: Filled;
  /** The release that came up and answered last: what a return would return to. */
  live?: Release;
  /** Since when that is not up as a whole, as far as deploys know, and why: ISO 8601, UTC. */
  broken?: Broken;
  /** By their ids, the fingerprints of containers that have read their files anew; labels cannot change. Empty while they do. */
  reloaded?: Readonly<Record<string, string>>;
  /** Ids of containers in which no proxy ran, long after they had started. */
  withoutProxy?: readonly string[];
  /** Why what was written there is not believed. */
  trouble?: string;
}

export interface Broken {
  since: string;
  /** `not up as a whole, for …` */
  why: string;
}

export interface Filled {
  release: Release;
  /** Files of the release. */
  files: string[];
  /** Files that the deploy itself provided: secrets, the override of the environment. */
  provided: string[];
  /** What deploys have written into files, by their paths; of secrets and of older versions nothing is known. */
  digests?: Readonly<Record<string, string>>;
}

/** All that deploys have put there. */
export const ownFiles = ({filled}: DeployRecord): Set<string> =>
  new Set(filled ? [...filled.files, ...filled.provided] : []);
