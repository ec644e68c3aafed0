import type {ContainerMount, PublishedPort} from './model.ts';

/** What an engine is in a swarm. */
export interface SwarmState {
  /** Its own node; empty where it is in no swarm. */
  node: string;
  /** `active`, `inactive`, `pending`, `locked` or `error`. */
  state: string;
  isManager: boolean;
  /** How many it has, as a manager tells. */
  nodes: number;
}

export interface SwarmNode {
  id: string;
  name: string;
  role: 'manager' | 'worker' | (string & {});
  labels: Readonly<Record<string, string>>;
  /** Whether it is there and takes tasks. */
  isActive: boolean;
}

/** A service of a stack, as `docker service inspect` tells it. */
export interface SwarmService {
  id: string;
  /** As the files call it. */
  name: string;
  kind: 'replicated' | 'global' | 'job';
  replicas: number;
  /** Its own, not those of its containers. */
  labels: Readonly<Record<string, string>>;
  ports: readonly (PublishedPort & {target: number})[];
  /** What its tasks are to be: one with another image, other labels or another turn is of before the last change. */
  image: string;
  taskLabels: Readonly<Record<string, string>>;
  /** Of a job: how often it was deployed again. */
  turn: number;
  /** `updating`, `completed`, `paused`, `rollback_started` and so on, of the last update. */
  update?: {state: string; message: string};
}

/** One run of one container of a service, as `docker inspect --type task` tells it. */
export interface SwarmTask {
  id: string;
  /** Of the service. */
  service: string;
  /** Which one of its service: a number; with a global service the node. */
  slot: string;
  node: string;
  state: string;
  wanted: string;
  /** What Docker could not do, or how it ended: `task: non-zero exit (3)`. */
  error: string;
  exitCode?: number;
  /** Its container, on its node. */
  container?: string;
  createdAt: Date;
  /** Since when it is in its state. */
  at: Date;
  image: string;
  labels: Readonly<Record<string, string>>;
  environment: Readonly<Record<string, string>>;
  command: readonly string[];
  mounts: readonly ContainerMount[];
  hasHealthCheck: boolean;
  /** `any`, `on-failure` or `none`. */
  restart: string;
  addresses: readonly string[];
  /** Of a job: that of its service when it was made. */
  turn: number;
  /** Tells tasks that are made of the same from others. */
  made: string;
}

/** Of the service: the slots that it had before it was set aside. */
export const ASIDE = 'ca.countable.aside';

export const stackLabel = (stack: string): string => `com.docker.stack.namespace=${stack}`;
