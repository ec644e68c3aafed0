import type {Release} from '../../project/release.ts';
import type {Broken} from './deployRecord.ts';
import {type KeptRelease, newestFirst} from './kept.ts';

/** A stretch of time in which a version was live, as `countable releases` tells of it: however often it was deployed in it. */
export interface TimeLive {
  version: string;
  commit: string | null;
  branch: string | null;
  isLive: boolean;
  /** Of what is live: since when it is not up as a whole, as far as deploys know, and why. */
  broken?: Broken;
  /** ISO 8601, UTC. */
  liveAt: string;
  /** When the one after it went live; null of what still runs. */
  until: string | null;
  /** How often it was deployed in that time, and when last: ISO 8601, UTC. What follows is of that deploy. */
  deploys: number;
  lastAt: string;
  /** Who deployed it: a build, or a person on a machine. */
  who: string;
  /** Author of the commit. */
  by: string | null;
  buildUrl: string | null;
  /** By service. */
  images: Record<string, string>;
}

/** What ran when, newest first. */
export const historyOf = (
  kept: readonly KeptRelease[],
  live: Release | undefined,
  broken?: Broken,
): TimeLive[] => {
  const all = stretches(newestFirst(kept));
  return all.map((stretch, index) => {
    const one = told(stretch, {live, next: all[index - 1]});
    return one.isLive && broken !== undefined ? {...one, broken} : one;
  });
};

/** One of a version, newest first; never empty. */
type Stretch = readonly [KeptRelease, ...KeptRelease[]];

const stretches = (all: readonly KeptRelease[]): Stretch[] => {
  const found: [KeptRelease, ...KeptRelease[]][] = [];
  for (const one of all) {
    const newer = found.at(-1);
    if (newer?.[0].release.version === one.release.version) newer.push(one);
    else found.push([one]);
  }
  return found;
};

const told = (
  stretch: Stretch,
  {live, next}: {live: Release | undefined; next: Stretch | undefined},
): TimeLive => {
  const [last] = stretch;
  const {release, who, images} = last;
  return {
    version: release.version,
    commit: release.commit,
    branch: release.branch,
    isLive: stretch.some(one => one.release.at === live?.at),
    liveAt: beginningOf(stretch),
    until: next === undefined ? null : beginningOf(next),
    deploys: stretch.length,
    lastAt: last.liveAt,
    who,
    by: release.by ?? null,
    buildUrl: release.buildUrl ?? null,
    images: Object.fromEntries(
      Object.entries(images).map(([service, {name, tag, isBuilt}]) => [service, isBuilt ? tag : name]),
    ),
  };
};

const beginningOf = (stretch: Stretch): string => (stretch.at(-1) ?? stretch[0]).liveAt;
