import type {Container, HealthCheck} from '../../compose/model.ts';
import {ENGINE_VARIABLES} from '../../compose/engine.ts';
import {quotedWords} from '../../text/plain.ts';
import {type Bindings, portsOfBindings} from './ports.ts';

/** The part of `docker inspect` that we read (https://docs.docker.com/reference/api/engine/). */
export interface Inspected {
  Id: string;
  Name: string;
  Image: string;
  RestartCount: number;
  Config: {
    Image: string;
    WorkingDir: string;
    Cmd?: string[] | null;
    Entrypoint?: string[] | null;
    Env?: string[] | null;
    Labels: Record<string, string> | null;
    /** Times in nanoseconds; what is left out or 0 is Docker's default. */
    Healthcheck?: {
      Test?: string[] | null;
      Interval?: number;
      StartPeriod?: number;
      StartInterval?: number;
      Retries?: number;
    };
  };
  HostConfig: {
    RestartPolicy: {Name: string; MaximumRetryCount?: number};
    PortBindings?: Bindings;
    ReadonlyRootfs?: boolean;
    NetworkMode?: string;
  };
  Mounts?: {Type: string; Name?: string; Source?: string; Destination: string; RW: boolean}[] | null;
  NetworkSettings?: {Networks?: Record<string, Joined> | null; Ports?: Bindings};
  State: {
    Status: string;
    ExitCode: number;
    OOMKilled: boolean;
    Error: string;
    StartedAt: string;
    FinishedAt: string;
    Health?: {Status: string; FailingStreak?: number; Log: {Output: string; ExitCode?: number}[] | null};
  };
}

interface Joined {
  IPAddress?: string;
  NetworkID?: string;
  Aliases?: string[] | null;
}

export const containerOf = ({
  Id,
  Name,
  Image,
  RestartCount,
  Config,
  HostConfig,
  Mounts,
  NetworkSettings,
  State,
}: Inspected): Container => {
  const labels = Config.Labels ?? {};
  const health = State.Health?.Status;
  const healthCommand = commandOf(Config.Healthcheck?.Test ?? []);
  const networks = networksOf(NetworkSettings);
  const addresses = Object.values(networks);
  const variables = engineVariables(Config.Env ?? []);
  const lastCheck = State.Health?.Log?.at(-1);
  const healthOutput = lastCheck?.Output.trim();
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    service: labels['com.docker.compose.service'] ?? '',
    project: labels['com.docker.compose.project'] ?? '',
    state: State.Status,
    ...((health === 'starting' || health === 'healthy' || health === 'unhealthy') && {health}),
    ...(healthOutput && {healthOutput}),
    ...(lastCheck?.ExitCode !== undefined && {healthExitCode: lastCheck.ExitCode}),
    ...(State.Health && {healthCheck: healthCheckOf(Config.Healthcheck, State.Health)}),
    ...(healthCommand && {healthCommand}),
    ...(addresses.length > 0 && {addresses, networks}),
    ...(NetworkSettings?.Networks && {joined: joinedOf(NetworkSettings.Networks)}),
    ...(HostConfig.ReadonlyRootfs && {isReadOnly: true}),
    ...sharedNetwork(HostConfig.NetworkMode),
    exitCode: State.ExitCode,
    outOfMemory: State.OOMKilled,
    restarts: RestartCount,
    startError: State.Error,
    restartPolicy: HostConfig.RestartPolicy.Name || 'no',
    restartLimit: HostConfig.RestartPolicy.MaximumRetryCount ?? 0,
    startedAt: new Date(State.StartedAt),
    ports: portsOfBindings(HostConfig.PortBindings ?? null),
    mounts: (Mounts ?? []).flatMap(({Type: type, Name, Source, Destination: target, RW}) => {
      const source = Name || Source;
      return source ? [{type, source, target, isWritable: RW}] : [];
    }),
    image: Config.Image,
    ...(Config.Cmd && {command: Config.Cmd}),
    ...(Config.Entrypoint && {entrypoint: Config.Entrypoint}),
    ...(Object.keys(variables).length > 0 && {variables}),
    workingFolder: Config.WorkingDir || '/',
    imageId: Image,
    labels,
  };
};

const sharedNetwork = (mode = ''): Pick<Container, 'networkOf'> => {
  if (mode === 'host') return {networkOf: 'host'};
  return mode.startsWith('container:') ? {networkOf: 'container'} : {};
};

/** The rest of the environment may be secret. */
const engineVariables = (environment: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    environment
      .map(entry => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)] as const)
      .filter(([name]) => ENGINE_VARIABLES.includes(name)),
  );

const networksOf = ({Networks}: NonNullable<Inspected['NetworkSettings']> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Networks ?? {}).flatMap(([name, {IPAddress = ''}]) =>
      IPAddress === '' ? [] : [[name, IPAddress]],
    ),
  );

const joinedOf = (networks: Record<string, Joined>): NonNullable<Container['joined']> =>
  Object.fromEntries(
    Object.entries(networks).map(([name, {NetworkID: network = '', Aliases}]) => [
      name,
      {network, aliases: Aliases ?? []},
    ]),
  );

/** As it can be pasted behind `docker compose exec web`. */
const commandOf = ([kind, ...words]: readonly string[]): string => {
  if (kind === 'NONE') return '';
  return quotedWords(kind === 'CMD-SHELL' ? ['sh', '-c', ...words] : words);
};

const DEFAULTS = {intervalMs: 30_000, retries: 3};
const NANOSECONDS = 1e6;

const healthCheckOf = (
  {
    Interval = 0,
    StartPeriod = 0,
    StartInterval = 0,
    Retries = 0,
  }: NonNullable<Inspected['Config']['Healthcheck']> = {},
  {FailingStreak = 0, Log}: NonNullable<Inspected['State']['Health']>,
): HealthCheck => ({
  intervalMs: Interval / NANOSECONDS || DEFAULTS.intervalMs,
  startPeriodMs: StartPeriod / NANOSECONDS,
  ...(StartInterval > 0 && {startIntervalMs: StartInterval / NANOSECONDS}),
  retries: Retries || DEFAULTS.retries,
  failures: FailingStreak,
  hasRun: (Log ?? []).length > 0,
});
