import {randomBytes} from 'node:crypto';
import type {Container} from '../../../ts-helpers/src/domain/compose.ts';

/** What a container does when it is started. */
export type Behaviour = {runs: true} | {exits: number};

export interface FakeContainer {
  told: Container;
  behaviour: Behaviour;
  /** At each start. */
  prints: readonly string[];
  log: string[];
}

/** All that an engine holds. */
export interface EngineState {
  readonly containers: FakeContainer[];
}

export interface Wanted {
  name: string;
  labels: Readonly<Record<string, string>>;
  behaviour: Behaviour;
  /** What it prints when it is started. */
  prints: readonly string[];
}

export const createState = (): EngineState => ({containers: []});

/** By its id or its name. */
export const containerIn = ({containers}: EngineState, wanted: string): FakeContainer | undefined =>
  containers.find(({told: {id, name}}) => [id, name].includes(wanted));

/** A container that has been made and started. */
export const runIn = ({containers}: EngineState, {name, labels, behaviour, prints}: Wanted): string => {
  const id = randomBytes(32).toString('hex');
  const told: Container = {
    id,
    name,
    service: labels['com.docker.compose.service'] ?? '',
    project: labels['com.docker.compose.project'] ?? '',
    state: 'running',
    exitCode: 0,
    outOfMemory: false,
    restarts: 0,
    startError: '',
    restartPolicy: 'no',
    startedAt: new Date(),
    image: 'busybox',
    imageId: 'sha256:busybox',
    labels,
  };
  const container: FakeContainer = {told, behaviour, prints, log: []};
  containers.unshift(container);
  settle(container);
  return id;
};

/** Does at once what it does when it is started. */
export const settle = ({told, behaviour, prints, log}: FakeContainer): void => {
  log.push(...prints);
  if ('runs' in behaviour) Object.assign(told, {state: 'running', exitCode: 0});
  else Object.assign(told, {state: 'exited', exitCode: behaviour.exits});
};
