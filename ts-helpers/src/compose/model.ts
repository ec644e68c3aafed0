/** The part of `docker compose config --format json` that we read (https://github.com/compose-spec/compose-spec). */
export interface ComposeModel {
  name: string;
  services: Record<string, ComposeService>;
  volumes?: Record<string, ComposeResource | null>;
  networks?: Record<string, ComposeResource | null>;
  secrets?: Record<string, ComposeResource>;
  configs?: Record<string, ComposeResource>;
  [other: string]: unknown;
}

export interface ComposeResource {
  name?: string;
  external?: boolean;
  /** Of secrets and configs: where their content is, or itself. */
  file?: string;
  environment?: string;
  content?: string;
  [other: string]: unknown;
}

export interface ComposeService {
  image?: string;
  build?: {
    context: string;
    dockerfile?: string;
    dockerfile_inline?: string;
    additional_contexts?: Record<string, string>;
  } & Record<string, unknown>;
  ports?: ComposePort[];
  volumes?: ComposeMount[];
  configs?: {source: string}[];
  secrets?: {source: string}[];
  environment?: Record<string, string | null>;
  healthcheck?: {
    disable?: boolean;
    test?: string | string[];
    interval?: string;
    start_period?: string;
    start_interval?: string;
  };
  scale?: number | string;
  deploy?: {mode?: string; replicas?: number | string; update_config?: {order?: string}};
  network_mode?: string;
  container_name?: string;
  /** What provides the service is no container. */
  provider?: unknown;
  restart?: string;
  pull_policy?: string;
  labels?: Record<string, string>;
  depends_on?: Record<string, {condition: string; restart?: boolean}>;
  profiles?: string[];
  /** Of `docker compose watch` alone; Compose makes containers anew all the same where it changes. */
  develop?: unknown;
  [other: string]: unknown;
}

export interface ComposePort {
  target: number;
  /** A port or a range, `8000-8010`; absent when Docker is to choose. */
  published?: string;
  host_ip?: string;
  protocol?: string;
}

export interface ComposeMount {
  type: 'bind' | 'volume' | 'tmpfs' | (string & {});
  source?: string;
  target: string;
  read_only?: boolean;
  bind?: {create_host_path?: boolean};
  [other: string]: unknown;
}

/** A compose project as it is given to `docker compose`: always by name, always with its files. */
export interface ComposeProject {
  name: string;
  /** What relative paths in the files are relative to. */
  directory: string;
  /** Absolute paths, weakest first. */
  files: readonly string[];
  /** Replace the `.env` of the directory where they are given; weakest first. */
  envFiles?: readonly string[];
  /** Values that count more than those of the files. */
  variables?: Readonly<Record<string, string>>;
}

/** One that has the name that Compose gives it by itself: of a variable, of its files, of its folder. */
export type UnnamedProject = Omit<ComposeProject, 'name'> & {name?: string};

/** How Docker finds out whether a container is healthy. */
export interface HealthCheck {
  intervalMs: number;
  /** In which failures do not count. */
  startPeriodMs: number;
  /** So often it is run in that time. */
  startIntervalMs?: number;
  /** Failures in a row that make it unhealthy, and how many there are. */
  retries: number;
  failures: number;
  /** Whether it was run at all since the container started. */
  hasRun: boolean;
}

export interface PublishedPort {
  port: number;
  protocol: string;
  /** Empty for all addresses. */
  address: string;
}

export interface ContainerMount {
  type: 'bind' | 'volume' | (string & {});
  /** A volume by its name, a folder or file of the host by its path. */
  source: string;
  /** Where the container has it. */
  target: string;
  isWritable: boolean;
}

/** A container of a compose project, as `docker inspect` tells it. */
export interface Container {
  id: string;
  name: string;
  service: string;
  project: string;
  /** created, running, paused, restarting, removing, exited or dead. */
  state: string;
  health?: 'starting' | 'healthy' | 'unhealthy';
  /** Output of the last health check. */
  healthOutput?: string;
  /** How the last health check ended. */
  healthExitCode?: number;
  healthCheck?: HealthCheck;
  /** What asks whether it is healthy, in words. */
  healthCommand?: string;
  /** In its networks, while it runs. */
  addresses?: readonly string[];
  /** The same by the names of its networks. */
  networks?: Readonly<Record<string, string>>;
  /** By the names of its networks, running or not: which one that was, and what it is called there. */
  joined?: Readonly<Record<string, {network: string; aliases: readonly string[]}>>;
  /** Its file system is not to be written, apart from what is mounted. */
  isReadOnly?: boolean;
  /** Whose network it has, where it has none of its own. */
  networkOf?: 'host' | 'container';
  exitCode: number;
  outOfMemory: boolean;
  restarts: number;
  /** What Docker could not do when starting it: a port, a mount, a command not found. */
  startError: string;
  /** no, always, unless-stopped or on-failure. */
  restartPolicy: string;
  /** How often on-failure restarts it; 0 for no limit. */
  restartLimit?: number;
  startedAt: Date;
  /** Host ports that it is to publish, whether it runs or not. */
  ports?: readonly PublishedPort[];
  mounts?: readonly ContainerMount[];
  image: string;
  /** Words of the program that it runs, or that its image's program is given. */
  command?: readonly string[];
  /** Words of the program that its image or its service starts it with. */
  entrypoint?: readonly string[];
  /** Of its environment what tells of a database: its version, where it keeps its data. */
  variables?: Readonly<Record<string, string>>;
  /** What relative paths of its program are relative to. */
  workingFolder?: string;
  imageId: string;
  labels: Readonly<Record<string, string>>;
}

/** A network as the engine has it. */
export interface EngineNetwork {
  id: string;
  name: string;
  /** As compose files call them. */
  options: Readonly<Record<string, unknown>>;
  labels: Readonly<Record<string, string>>;
  /** Those that run in it, whoever's they are. */
  containers: readonly {id: string; name: string}[];
}

export interface EngineVolume {
  name: string;
  /** ISO 8601. */
  createdAt?: string;
  labels: Readonly<Record<string, string>>;
}
