import type {DeployRecord} from './deployRecord.ts';
import type {Release} from '../../project/release.ts';
import type {TreeFile} from '../../history/tree.ts';
import type {Once} from './once.ts';
import type {PartsByService} from './parts.ts';
import type {Settings} from '../../settings/settings.ts';

/** A release that was live, with all that a return to it takes: its files lie beside the deploy folder, its images on this host. */
export interface KeptRelease {
  release: Release;
  /** Who deployed it: a build, or a person on this machine. */
  who: string;
  /** ISO 8601, UTC: when it answered. */
  liveAt: string;
  /** Compose file and override of the environment, relative to the project. */
  names: {base: string; environment: string};
  files: readonly KeptFile[];
  /** By service. */
  images: Readonly<Record<string, KeptImage>>;
  /** Whether its containers report errors. To what, they alone know: the DSN comes to no file. */
  isTracked: boolean;
  /** Services that did their work once; not known of what an older version of ours has kept. */
  once?: Once | undefined;
  /** What its services are made of; not known of what an older version of ours has kept. */
  parts?: PartsByService | undefined;
  /** By service, for how many seconds it was away when it was last made anew, in this release or before. */
  away?: Readonly<Record<string, number>> | undefined;
  /** When it counts as up. */
  health: Settings['health'];
}

/** A file of the release; what is in it lies under its digest. */
export interface KeptFile extends Pick<TreeFile, 'path' | 'kind' | 'target' | 'isProvided' | 'secretFor'> {
  /** Of a file. */
  digest?: string;
  mode?: number;
}

export interface KeptImage {
  id: string;
  /** As the compose files call it. */
  name: string;
  /** As this project alone calls it: `shop-stage-web:c0ffee123456`. */
  tag: string;
  isBuilt: boolean;
}

/** Those that stay: of the newest versions, so many of them. */
export const staying = (kept: readonly KeptRelease[], most: number): KeptRelease[] => {
  const all = newestFirst(kept);
  const versions = [...new Set(all.map(({release}) => release.version))].slice(0, most);
  return all.filter(({release}) => versions.includes(release.version));
};

export const newestFirst = (kept: readonly KeptRelease[]): KeptRelease[] =>
  [...kept].sort((one, other) => (one.liveAt < other.liveAt ? 1 : -1));

/** The one that is live, as it was kept; undefined where it was deployed before releases were kept. */
export const keptOfLive = (
  kept: readonly KeptRelease[],
  live: Release | undefined,
): KeptRelease | undefined => kept.find(({release}) => release.at === live?.at);

/** Those of deploys that were killed before what they had brought up counted: what is live is the newest. */
export const neverLive = (
  kept: readonly KeptRelease[],
  {filled, live, trouble}: DeployRecord,
): KeptRelease[] => {
  // Without a record nothing is known of them.
  if (filled === undefined || trouble !== undefined) return [];
  const since = keptOfLive(kept, live)?.liveAt;
  if (live !== undefined && since === undefined) return [];
  return kept.filter(({liveAt}) => since === undefined || liveAt > since);
};

/**
 * The release that a return without a name returns to: the newest of another version than the live one; with one, the newest
 * whose version or commit begins so, which may be that of the live one: it comes up again.
 */
export const chosen = (
  kept: readonly KeptRelease[],
  live: Release | undefined,
  to: string | undefined,
): KeptRelease | undefined => {
  const all = newestFirst(kept);
  const since = keptOfLive(kept, live)?.liveAt;
  // What is newer than what is live was killed before it counted.
  if (to === undefined)
    return all.find(
      ({release, liveAt}) => release.version !== live?.version && (since === undefined || liveAt <= since),
    );
  return all.find(({release: {version, commit}}) => version.startsWith(to) || commit?.startsWith(to));
};

/** Tags of images that only releases have that go. */
export const tagsToGo = (going: readonly KeptRelease[], kept: readonly KeptRelease[]): string[] => {
  const needed = new Set(kept.flatMap(tagsOf));
  return [...new Set(going.flatMap(tagsOf))].filter(tag => !needed.has(tag));
};

const tagsOf = ({images}: KeptRelease): string[] => Object.values(images).map(({tag}) => tag);
