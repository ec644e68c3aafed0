import type {ContainerMount, PublishedPort} from '../../../ts-helpers/src/compose/model.ts';
import type {Moment} from '../../../ts-helpers/src/compose/moment.ts';
import type {Usage} from '../../../ts-helpers/src/compose/usage.ts';
import {createFakeClock, type FakeClock} from '../clock.ts';
import type {Program} from './program.ts';

export interface FakeContainer {
  readonly id: string;
  name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly image: string;
  readonly imageId: string;
  readonly program: Program;
  /** As `docker update` is given it: `always`, `on-failure:3`. */
  restartPolicy: string;
  readonly ports: readonly (PublishedPort & {target: number})[];
  readonly mounts: readonly ContainerMount[];
  /** By their names; in each it has the same address. */
  readonly networks: readonly string[];
  /** By the same names: which one that was, and what it is called there. */
  readonly joined: Readonly<Record<string, {network: string; aliases: readonly string[]}>>;
  readonly address: string;
  /** Its /etc/hosts. */
  hosts: string;
  /** What runs in it, with its ids. */
  processes: readonly string[];
  readonly command?: readonly string[];
  readonly variables: Readonly<Record<string, string | null>>;
  state: 'created' | 'running' | 'restarting' | 'exited' | 'paused';
  exitCode: number;
  outOfMemory: boolean;
  startError: string;
  restarts: number;
  startedAt: Date;
  endedAt: Date;
  /** When the run began that was found healthy. */
  healthySince?: Date;
  readonly log: {at: Date; text: string}[];
  /** Files that it has made, by their paths. */
  readonly files: Map<string, string>;
}

export interface FakeImage {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What registries call it. */
  registryNames?: readonly string[];
  /** What its containers have besides what their services say. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Where it asks for a volume. */
  readonly volumes?: readonly string[];
}

/** A network or a volume. */
export interface FakeThing {
  readonly kind: 'network' | 'volume';
  /** Of a network. */
  readonly id?: string;
  readonly name: string;
  /** Of a network, as compose files call them. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Death {
  at: Date;
  container: string;
  labels: Readonly<Record<string, string>>;
  exitCode: number;
  outOfMemory: boolean;
}

/** Started, ended, found healthy or removed. */
export interface FakeMoment extends Omit<Moment, 'service'> {
  labels: Readonly<Record<string, string>>;
}

/** All that an engine holds, and what is decided for it by the test. */
export interface EngineState {
  readonly clock: FakeClock;
  /** The newest first. */
  readonly containers: FakeContainer[];
  /** By every name that they have. */
  readonly images: Map<string, FakeImage>;
  readonly things: FakeThing[];
  readonly deaths: Death[];
  readonly moments: FakeMoment[];
  /** So many of them it knows when it is asked. */
  remembers: number;
  /** Who hears of them as they happen. */
  readonly followers: Set<(moment: FakeMoment) => void>;
  /** What containers do that are made from now on, by their service. Default: they run. */
  readonly programs: Record<string, Program>;
  /** The same by the image as well, where that says more. */
  programOf?: (service: string, image: FakeImage) => Program | undefined;
  /** Images that a registry has, besides those that are here. */
  readonly registry: Set<string>;
  /** Host ports that other programs of the machine have. */
  readonly takenPorts: Set<number>;
  /** What the verb is stopped by, where something does not end. */
  stop: Error;
  /** Where the engine keeps what it stores. */
  root: string;
  /** What it says that everything takes. */
  usage: Usage;
  /** Whether it is of a swarm that others manage. */
  isWorker: boolean;
  /** The machine of the engine, where it is another one. */
  host?: string;
  /** Errors that come in place of an answer, by what was asked: `compose build`, `docker logs`. */
  readonly failing: Map<string, Error>;
}

export const createState = (): EngineState => ({
  clock: createFakeClock(),
  containers: [],
  images: new Map(),
  things: [],
  deaths: [],
  moments: [],
  remembers: 256,
  followers: new Set(),
  programs: {},
  registry: new Set(),
  takenPorts: new Set(),
  stop: new Error('This does not end: the test would hang.'),
  root: '/var/lib/docker',
  usage: {images: [], containers: [], volumes: [], buildCache: 0},
  isWorker: false,
  failing: new Map(),
});

/** By its id or its name. */
export const containerIn = ({containers}: EngineState, wanted: string): FakeContainer | undefined =>
  containers.find(({id, name}) => [id, name].includes(wanted));

/** What had the name before stays, without one where it has no other: by its id. */
export const nameImage = ({images}: EngineState, name: string, image: FakeImage): void => {
  const before = images.get(name);
  images.set(name, image);
  images.delete(image.id);
  if (before === undefined || before.id === image.id) return;
  if (![...images.values()].some(({id}) => id === before.id)) images.set(before.id, before);
};

/** Throws what the test has decided for this question. */
export const failIfTold = ({failing}: EngineState, question: string): void => {
  const error = failing.get(question);
  if (error !== undefined) throw error;
};

/** `key`, or `key=value`. */
export const carries = ({labels}: {labels: Readonly<Record<string, string>>}, label: string): boolean => {
  const [key = '', ...value] = label.split('=');
  return value.length === 0 ? key in labels : labels[key] === value.join('=');
};
