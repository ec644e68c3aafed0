import type {StoredImage} from '../../compose/storedImage.ts';
import type {Usage} from '../../compose/usage.ts';
import type {Disk} from '../../project/diskSpace.ts';
import {ENVIRONMENT_LABEL, PROJECT, type Release} from '../../project/release.ts';
import type {Relief} from '../../project/relief.ts';
import {COMPOSE_PROJECT, RUN} from '../../project/throwAway.ts';
import type {Step} from '../../result/step.ts';
import {counted} from '../../text/plain.ts';
import {type KeptRelease, keptOfLive, staying} from './kept.ts';
import {neededImages, sizeOfImages, spareImages, type Stored} from './spare.ts';

/** A deploy of the project, on this host. */
export interface Deployed {
  release: Release;
  composeProject: string;
  /** Whether deploys have left their record here; without it nobody can return to anything. */
  isRecorded: boolean;
  live: Release | undefined;
  kept: readonly KeptRelease[];
  /** Of one without a record that somebody has asked for: what its releases called images of others. */
  names?: readonly string[];
}

export interface DiskFacts {
  stored: Stored;
  deployed: readonly Deployed[];
  /** How many versions stay. */
  releases: number;
  /** What somebody has asked for by its name goes although no record tells of it. */
  asked: string | undefined;
}

export interface DiskStep extends Step {
  /** Of `releases`. */
  going?: readonly KeptRelease[];
  /** Of `images`. */
  images?: readonly StoredImage[];
  /** Of `names`. */
  names?: readonly string[];
  environment?: string;
}

export const planDisk = ({stored, deployed, releases, asked}: DiskFacts): DiskStep[] => {
  const steps = deployed
    .filter(({isRecorded, release}) => isRecorded || release.environment === asked)
    .flatMap(one => [...dropping(one, releases), ...removing(one, {stored, releases}), ...unnaming(one)]);
  const tests = deployed.slice(0, 1).flatMap(one => spareImages(stored, one, new Set()).filter(isOfTests));
  return [...steps, ...removingTests(tests)];
};

const dropping = (
  {kept, live, release: {environment}, composeProject}: Deployed,
  most: number,
): DiskStep[] => {
  const left = leftOf({kept, live}, most);
  const going = kept.filter(one => !left.includes(one));
  if (going.length === 0) return [];
  const versions = [...new Set(going.map(({release}) => release.version))];
  const does = `Forget ${counted(versions.length, 'release')} of ${composeProject}, ${versions.join(', ')}: \`releases: ${most}\``;
  return [{...HARMLESS, id: `${environment}/releases`, does, going, environment}];
};

const removing = (one: Deployed, {stored, releases}: Pick<DiskFacts, 'stored' | 'releases'>): DiskStep[] => {
  const needed = neededImages(leftOf(one, releases), one.live);
  const spare = spareImages(stored, one, needed).filter(image => !isOfTests(image));
  const {environment} = one.release;
  return spare.length === 0
    ? []
    : [{...step(`${environment}/images`, `of ${one.composeProject}`, spare), environment}];
};

const unnaming = ({names = [], composeProject, release: {environment}}: Deployed): DiskStep[] => {
  if (names.length === 0) return [];
  const does = `Take away ${counted(names.length, 'name')} that releases of ${composeProject} gave images of others: ${names.join(', ')}`;
  return [{...HARMLESS, id: `${environment}/names`, does, names, environment}];
};

/** Of names that begin as those of the deploy: not what was built, which labels tell of, nor those of a deploy whose name begins so as well. */
export const namesLeft = (
  composeProject: string,
  names: readonly string[],
  {built, others}: {built: readonly StoredImage[]; others: readonly string[]},
): string[] => {
  const known = new Set(built.flatMap(one => one.names));
  const longer = others.filter(other => other.startsWith(`${composeProject}-`));
  return names
    .filter(name => OF_A_VERSION.test(name) && !known.has(name))
    .filter(name => !longer.some(other => name.startsWith(`${other}-`)));
};

/** As `versionTag` writes it. */
const OF_A_VERSION = /:(?:[0-9a-f]{12}|build-\d+|unknown)(?:-dirty)?$/;

const removingTests = (images: readonly StoredImage[]): DiskStep[] =>
  images.length === 0
    ? []
    : [
        {
          ...HARMLESS,
          id: 'tests',
          does: `Remove what test runs left that were killed, with ${sizeOfImages(images)}`,
          images,
        },
      ];

const leftOf = ({kept, live}: Pick<Deployed, 'kept' | 'live'>, most: number): KeptRelease[] => {
  const running = keptOfLive(kept, live);
  const left = staying(kept, most);
  return running === undefined || left.includes(running) ? left : [...left, running];
};

const HARMLESS = {risks: 'nothing', limit: 10, undo: []} as const;

const step = (id: string, whose: string, images: readonly StoredImage[]): DiskStep => ({
  ...HARMLESS,
  id,
  does: `Remove ${sizeOfImages(images)}, ${whose}, that no container and no kept release uses`,
  images,
});

const isOfTests = ({labels}: StoredImage): boolean => labels[RUN] === 'test';

export interface Amount {
  count: number;
  bytes: number;
}

/** What one compose project takes on this host. */
export interface Share {
  /** Empty where no label tells. */
  project: string;
  environment: string;
  composeProject: string;
  /** What removing them all would free. */
  images: Amount;
  volumes: Amount;
  releases: Amount;
}

export interface Overview {
  disks: readonly Disk[];
  /** The biggest first; undefined where Docker has not counted in time. */
  shares: readonly Share[] | undefined;
  reliefs: readonly Relief[] | undefined;
}

/** By compose project, as far as labels tell; what carries none is nobody's. */
export const sharesOf = (
  usage: Usage,
  images: readonly StoredImage[],
  kept: Readonly<Record<string, Amount>>,
): Share[] => {
  const labels = new Map(images.map(one => [one.labels[COMPOSE_PROJECT] ?? '', one.labels]));
  const volumes = usage.volumes.map(one => ({...one, of: composeProjectIn(one.labels)}));
  const names = new Set([...labels.keys(), ...volumes.map(({of}) => of), ...Object.keys(kept)]);
  const unique = new Map(usage.images.map(({id, unique: bytes}) => [id, bytes]));
  const all = [...names].map(composeProject => ({
    project: labels.get(composeProject)?.[PROJECT] ?? '',
    environment: labels.get(composeProject)?.[ENVIRONMENT_LABEL] ?? '',
    composeProject,
    images: amount(
      images
        .filter(one => (one.labels[COMPOSE_PROJECT] ?? '') === composeProject)
        .map(({id}) => unique.get(id) ?? 0),
    ),
    volumes: amount(volumes.filter(({of}) => of === composeProject).map(({size}) => size)),
    releases: kept[composeProject] ?? {count: 0, bytes: 0},
  }));
  return all.sort((one, other) => totalOf(other) - totalOf(one));
};

const composeProjectIn = (labels: readonly string[]): string => {
  const prefix = `${COMPOSE_PROJECT}=`;
  return labels.find(label => label.startsWith(prefix))?.slice(prefix.length) ?? '';
};

const amount = (sizes: readonly number[]): Amount => ({
  count: sizes.length,
  bytes: sizes.reduce((sum, size) => sum + size, 0),
});

const totalOf = ({images, volumes, releases}: Share): number => images.bytes + volumes.bytes + releases.bytes;
