import type {StoredImage} from '../../compose/storedImage.ts';
import {ENVIRONMENT_LABEL, ORIGIN, PROJECT, type Release, REPOSITORY} from '../../project/release.ts';
import {COMPOSE_PROJECT, HOLDER, RUN} from '../../project/throwAway.ts';
import {keptOfLive, type KeptRelease, newestFirst} from './kept.ts';
import {isAnother} from './owner.ts';
import {counted} from '../../text/plain.ts';
import {sizeInWords} from '../../text/bytes.ts';

export interface Stored {
  /** Images with the label of the project. */
  images: readonly StoredImage[];
  /** Ids of those that any container is made of. */
  used: readonly string[];
  /** Holders of test runs that are no more. */
  gone: readonly string[];
}

/** Ids that releases which stay need: of each version the newest, and what is live. */
export const neededImages = (
  kept: readonly KeptRelease[],
  live: Release | undefined,
): ReadonlySet<string> => {
  const newest = new Map<string, KeptRelease>();
  for (const one of newestFirst(kept).toReversed()) newest.set(one.release.version, one);
  const running = keptOfLive(kept, live);
  const needed = [...newest.values(), ...(running === undefined ? [] : [running])];
  return new Set(needed.flatMap(({images}) => Object.values(images).map(({id}) => id)));
};

/**
 * What this project has built for this environment and nobody needs, and what of its killed test runs is left. What
 * carries no label of it, what a container uses, and what somebody has given a name of his own, is never among them.
 */
export const spareImages = (
  {images, used, gone}: Stored,
  {release, composeProject}: {release: Release; composeProject: string},
  needed: ReadonlySet<string>,
): StoredImage[] =>
  images.filter(image => {
    const {id, labels} = image;
    if (labels[PROJECT] !== release.project) return false;
    // Containers of such a run go with it.
    if (labels[RUN] === 'test') return gone.includes(labels[HOLDER] ?? '');
    return (
      !used.includes(id) &&
      !needed.has(id) &&
      isOfDeploy(labels, {release, composeProject}) &&
      isNamedBy(composeProject, image)
    );
  });

const isOfDeploy = (
  labels: StoredImage['labels'],
  {release, composeProject}: {release: Release; composeProject: string},
): boolean =>
  labels[COMPOSE_PROJECT] === composeProject &&
  labels[ENVIRONMENT_LABEL] === release.environment &&
  !isAnother({project: labels[PROJECT], repository: labels[REPOSITORY], origin: labels[ORIGIN]}, release);

/** By Compose and by us alone, or not at all. */
const isNamedBy = (composeProject: string, {names}: StoredImage): boolean =>
  names.every(name => name.startsWith(`${composeProject}-`));

/** By which of its names, or by its id, an image goes. */
export const namesToGo = (images: readonly StoredImage[]): string[] =>
  images.flatMap(({id, names}) => (names.length > 0 ? names : [id]));

export const holdersIn = (images: readonly StoredImage[]): string[] => [
  ...new Set(images.filter(({labels}) => labels[RUN] === 'test').flatMap(({labels}) => labels[HOLDER] ?? [])),
];

/** `3 images, 1.2 GB`: what they share is counted with each. */
export const sizeOfImages = (images: readonly StoredImage[]): string =>
  `${counted(images.length, 'image')}, ${sizeInWords(images.reduce((sum, {size}) => sum + size, 0))}`;
