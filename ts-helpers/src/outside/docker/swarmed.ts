import {createHash} from 'node:crypto';
import type {SwarmNode, SwarmService, SwarmTask} from '../../compose/swarm.ts';

/** The part of what docker tells of a swarm that we read (https://docs.docker.com/reference/api/engine/). */
export interface InspectedNode {
  ID: string;
  Spec: {Role: string; Availability: string; Labels?: Record<string, string> | null};
  Description?: {Hostname?: string};
  Status: {State: string};
}

export interface InspectedService {
  ID: string;
  Spec: {
    Name: string;
    Labels?: Record<string, string> | null;
    TaskTemplate: {ContainerSpec?: {Image?: string; Labels?: Record<string, string> | null}};
    Mode: {
      Replicated?: {Replicas?: number};
      ReplicatedJob?: {TotalCompletions?: number};
      Global?: object;
      GlobalJob?: object;
    };
    EndpointSpec?: {Ports?: Port[] | null};
  };
  UpdateStatus?: {State?: string; Message?: string};
  JobStatus?: {JobIteration?: {Index?: number}};
}

interface Port {
  Protocol?: string;
  TargetPort: number;
  PublishedPort?: number;
}

export interface InspectedTask {
  ID: string;
  CreatedAt: string;
  ServiceID: string;
  Slot?: number;
  NodeID?: string;
  DesiredState: string;
  JobIteration?: {Index?: number};
  Status: {
    Timestamp: string;
    State: string;
    Err?: string;
    ContainerStatus?: {ContainerID?: string; ExitCode?: number};
  };
  Spec: {
    ContainerSpec?: {
      Image?: string;
      Labels?: Record<string, string> | null;
      Env?: string[] | null;
      Command?: string[] | null;
      Args?: string[] | null;
      Mounts?: {Type: string; Source?: string; Target: string; ReadOnly?: boolean}[] | null;
      Healthcheck?: {Test?: string[] | null};
    };
    RestartPolicy?: {Condition?: string};
  };
  NetworksAttachments?: {Addresses?: string[] | null}[] | null;
}

export const nodeOf = ({ID, Spec, Description, Status}: InspectedNode): SwarmNode => ({
  id: ID,
  name: Description?.Hostname ?? '',
  role: Spec.Role,
  labels: Spec.Labels ?? {},
  isActive: Spec.Availability === 'active' && Status.State === 'ready',
});

export const serviceOf = (
  {ID, Spec: {Name, Labels, TaskTemplate, Mode, EndpointSpec}, UpdateStatus, JobStatus}: InspectedService,
  stack: string,
): SwarmService => {
  const {State: state, Message: message = ''} = UpdateStatus ?? {};
  return {
    id: ID,
    name: Name.startsWith(`${stack}_`) ? Name.slice(stack.length + 1) : Name,
    kind: Mode.ReplicatedJob || Mode.GlobalJob ? 'job' : Mode.Global ? 'global' : 'replicated',
    replicas: Mode.Replicated?.Replicas ?? Mode.ReplicatedJob?.TotalCompletions ?? 1,
    labels: Labels ?? {},
    ports: (EndpointSpec?.Ports ?? []).flatMap(({Protocol: protocol = 'tcp', TargetPort, PublishedPort}) =>
      PublishedPort ? [{port: PublishedPort, protocol, address: '', target: TargetPort}] : [],
    ),
    image: TaskTemplate.ContainerSpec?.Image ?? '',
    taskLabels: TaskTemplate.ContainerSpec?.Labels ?? {},
    turn: JobStatus?.JobIteration?.Index ?? 0,
    ...(state && {update: {state, message}}),
  };
};

export const publishedBy = (inspected: InspectedService) => {
  const stack = inspected.Spec.Labels?.[STACK] ?? '';
  const {name, ports} = serviceOf(inspected, stack);
  const whose = {container: inspected.Spec.Name, project: stack, service: name};
  return ports.map(port => ({...port, ...whose}));
};

const STACK = 'com.docker.stack.namespace';

export const taskOf = (inspected: InspectedTask): SwarmTask => {
  const {ID, ServiceID, Slot, NodeID = '', DesiredState, Status, Spec, JobIteration} = inspected;
  const {ContainerID: container, ExitCode: exitCode} = Status.ContainerStatus ?? {};
  const {Image = '', Labels, Env, Command, Args, Mounts, Healthcheck} = Spec.ContainerSpec ?? {};
  const turn = JobIteration?.Index ?? 0;
  const attached = inspected.NetworksAttachments ?? [];
  return {
    id: ID,
    service: ServiceID,
    slot: Slot ? String(Slot) : NodeID,
    node: NodeID,
    state: Status.State,
    wanted: DesiredState,
    error: Status.Err ?? '',
    ...(exitCode !== undefined && {exitCode}),
    ...(container && {container}),
    createdAt: new Date(inspected.CreatedAt),
    at: new Date(Status.Timestamp),
    image: Image,
    labels: Labels ?? {},
    environment: Object.fromEntries((Env ?? []).map(pair)),
    command: [...(Command ?? []), ...(Args ?? [])],
    mounts: (Mounts ?? []).flatMap(({Type: type, Source: source, Target: target, ReadOnly}) =>
      source ? [{type, source, target, isWritable: ReadOnly !== true}] : [],
    ),
    hasHealthCheck: Healthcheck?.Test != null && Healthcheck.Test[0] !== 'NONE',
    restart: Spec.RestartPolicy?.Condition ?? 'any',
    addresses: attached.flatMap(({Addresses}) => Addresses ?? []).map(one => one.replace(/\/\d+$/, '')),
    turn,
    made: createHash('sha256')
      .update(JSON.stringify([Spec, turn]))
      .digest('hex')
      .slice(0, 12),
  };
};

const pair = (entry: string): [string, string] => {
  const at = entry.indexOf('=');
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
};
