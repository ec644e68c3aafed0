import type {StoredImage} from '../compose/storedImage.ts';
import type {Usage} from '../compose/usage.ts';

/** Something that would free room. */
export interface Relief {
  bytes: number;
  what: string;
  command: string;
  /** What is lost by it. */
  loses: string;
}

/** What this project could do without, by the images of it. */
export interface OwnImages {
  environment: string;
  spare: readonly Pick<StoredImage, 'id'>[];
  /** Of releases that a return can go to, other than the live one. */
  kept: readonly string[];
}

/** The biggest first; what others have as facts, with what it would cost them. */
export const reliefsOf = (usage: Usage, own?: OwnImages): Relief[] => {
  const all = [...(own === undefined ? [] : ofOwn(usage, own)), ...ofAll(usage, own?.spare ?? [])];
  return all.filter(({bytes}) => bytes > 0).sort((one, other) => other.bytes - one.bytes);
};

const ofOwn = ({images}: Usage, {environment, spare, kept}: OwnImages): Relief[] => [
  {
    bytes: uniqueOf(
      images,
      spare.map(({id}) => id),
    ),
    what: 'of images of this project that nothing needs',
    command: `countable disk ${environment}`,
    loses: 'nothing',
  },
  {
    bytes: uniqueOf(images, kept),
    what: `of images of its ${environment} releases before the live one`,
    command: `a smaller \`releases\` in countable.yml, then countable disk ${environment}`,
    loses: 'the return to those that go',
  },
];

const ofAll = (
  {images, containers, volumes, buildCache}: Usage,
  own: readonly Pick<StoredImage, 'id'>[],
): Relief[] => {
  const nameless = images.filter(
    ({id, isNamed, containers: some}) => !isNamed && some === 0 && !own.some(one => one.id === id),
  );
  const stopped = containers.filter(({state}) => ['exited', 'dead', 'created'].includes(state));
  const unused = volumes.filter(({isUsed}) => !isUsed);
  return [
    {
      bytes: sum(nameless, 'unique'),
      what: 'of images of all projects that have no name and no container',
      command: 'docker image prune',
      loses: 'what is still wanted of them by its id alone',
    },
    {
      bytes: buildCache,
      what: 'of build cache, of all projects',
      command: 'docker builder prune',
      loses: 'time: the next build of each takes longer',
    },
    {
      bytes: sum(stopped, 'size'),
      what: `in stopped containers of all projects, ${stopped.length} of them`,
      command: 'docker container prune',
      loses: 'their logs, and what they wrote outside volumes',
    },
    {
      bytes: sum(unused, 'size'),
      what: `in volumes of all projects that no container uses, ${unused.length} of them`,
      command: 'docker volume ls --filter dangling=true lists them',
      loses: 'the data of what is removed, for good',
    },
  ];
};

const uniqueOf = (images: Usage['images'], ids: readonly string[]): number => {
  const once = new Map(images.map(one => [one.id, one]));
  return sum(
    [...once.values()].filter(({id}) => ids.includes(id)),
    'unique',
  );
};

const sum = <K extends string>(all: readonly Record<K, number>[], key: K): number =>
  all.reduce((total, one) => total + one[key], 0);
