import type {Release} from '../../project/release.ts';
import {type KeptRelease, newestFirst} from './kept.ts';

/** A release as `countable releases` tells of it. */
export interface TimeLive {
  version: string;
  commit: string | null;
  branch: string | null;
  isLive: boolean;
  /** ISO 8601, UTC. */
  liveAt: string;
  /** When the one after it went live; null of what still runs. */
  until: string | null;
  /** Who deployed it: a build, or a person on a machine. */
  who: string;
  /** Author of the commit. */
  by: string | null;
  buildUrl: string | null;
  /** By service. */
  images: Record<string, string>;
}

/** What ran when, newest first. */
export const historyOf = (kept: readonly KeptRelease[], live: Release | undefined): TimeLive[] => {
  const all = newestFirst(kept);
  return all.map(({release, who, liveAt, images}, index) => ({
    version: release.version,
    commit: release.commit,
    branch: release.branch,
    isLive: release.at === live?.at,
    liveAt,
    until: all[index - 1]?.liveAt ?? null,
    who,
    by: release.by ?? null,
    buildUrl: release.buildUrl ?? null,
    images: Object.fromEntries(
      Object.entries(images).map(([service, {name, tag, isBuilt}]) => [service, isBuilt ? tag : name]),
    ),
  }));
};
