import type {Bucket} from '../../archive/bucket.ts';
import type {PointInTime} from '../../archive/pointInTime.ts';

/** Folder, volume: as a container has it. */
export interface Mount {
  type: string;
  source: string;
  target: string;
}

/** What a server tells of itself, and its container of where its data lies. */
export interface ServerFacts extends PointInTime {
  container: string;
  /** As the compose files name it, and the very one. */
  image: string;
  imageId: string;
  mounts: readonly (Mount & {isWritable: boolean})[];
  /** Who it was set up as. */
  user: string;
  port: string;
  dataFolder: string;
  /** User and group of that, by number. */
  owner: string;
  /** Further folders that it writes to: WAL, tablespaces. */
  elsewhere: readonly string[];
  isStandby: boolean;
  walLevel: string;
  /** In force now, as it says it, and whether that stands on its command line. */
  inForce: Readonly<Record<Setting, {value: string; isGiven: boolean}>>;
  /** What its files say, the last that counts; undefined: nothing. */
  said: Readonly<Record<Setting, string | undefined>>;
}

export type Setting = 'archive_mode' | 'archive_command' | 'archive_library' | 'unix_socket_directories';

/** Of a sidecar that is there: what it was made of. */
export interface SidecarFacts {
  id: string;
  image: string;
  command: readonly string[];
  /** Its label that tells what else it was made of. */
  madeOf: string;
  state: string;
}

export interface PitrServer {
  server: ServerFacts;
  sidecar: SidecarFacts | undefined;
  /** When the last full one was made, as pgBackRest tells. */
  lastFull: Date | undefined;
  passphrase: PassphraseFacts;
}

export interface PassphraseFacts {
  /** In the sidecar's volume. */
  isHere: boolean;
  /** In the bucket, encrypted. */
  isKept: boolean;
  /** Something is in the bucket that needs none. */
  isPlain: boolean;
  /** A key is given that opens it. */
  hasKey: boolean;
}

/** What a project's pgBackRest is told of the bucket. */
export interface RepositoryFacts {
  project: string;
  bucket: Bucket;
  region: string;
  isPassing: boolean;
  recipients: readonly string[];
}

export interface PitrFacts {
  composeProject: string;
  repository: RepositoryFacts;
  servers: readonly PitrServer[];
  /** Those of which it is not wanted any more, and that still have something of it. */
  ending: readonly {server: ServerFacts; sidecar: SidecarFacts | undefined}[];
  /** Names of images that were made for it and are here. */
  images: readonly string[];
  /** Those that something on this host runs, or that are of an image that something runs. */
  usedImages: readonly string[];
  now: Date;
}
