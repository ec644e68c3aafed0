import type {ComposeModel, ComposeService, Container} from '../../compose/model.ts';
import {isOfMachine} from '../../compose/machinePlaces.ts';
import {hostPorts, meet} from '../../compose/hostPorts.ts';
import {volumeName} from '../../compose/volumes.ts';

/** A container that cannot stand beside what is to be started, because it has what a service is to get. */
export interface InTheWay {
  container: Container;
  /** The service that is to get it. */
  service: string;
  /** What it is: `port 8080`. */
  what: string;
  /** Whether it is the container's name, which one that is stopped keeps as well. */
  isName: boolean;
}

interface Place {
  model: ComposeModel;
  containers: readonly Container[];
}

/** Containers of services that are no longer in the compose files. */
export const orphansOf = ({model, containers}: Place): Container[] =>
  containers.filter(({service}) => !(service in model.services));

/**
 * Containers that have to be stopped before others are started: two cannot publish one port or have one name, and two
 * databases on one volume destroy it. What a service has itself it keeps: Compose replaces that one after the other.
 */
export const inTheWay = (place: Place): InTheWay[] =>
  place.containers.flatMap(container => {
    const found = portOf(container, place) ?? volumeOf(container, place) ?? nameOf(container, place);
    return found === undefined ? [] : [{isName: false, ...found, container}];
  });

export const isAlive = ({state}: Pick<Container, 'state'>): boolean =>
  ['running', 'restarting', 'paused'].includes(state);

type Found = Omit<InTheWay, 'container' | 'isName'> & {isName?: boolean};

const portOf = (container: Container, {model}: Place): Found | undefined => {
  if (!isAlive(container)) return undefined;
  const wanted = hostPorts(model)
    .filter(({service}) => service !== container.service)
    .find(port => (container.ports ?? []).some(one => meet(one, port)));
  return wanted && {service: wanted.service, what: `port ${wanted.port}`};
};

/** Services that stay share volumes because they are meant to. */
const volumeOf = (container: Container, {model}: Place): Found | undefined => {
  if (!isAlive(container) || container.service in model.services) return undefined;
  const own = (container.mounts ?? []).filter(({isWritable}) => isWritable).map(({source}) => source);
  for (const [service, definition] of Object.entries(model.services)) {
    const shared = writtenBy(definition, model).find(({source}) => own.includes(source));
    if (shared) return {service, what: shared.what};
  }
  return undefined;
};

const writtenBy = ({volumes = []}: ComposeService, model: ComposeModel) =>
  volumes.flatMap(({type, source, read_only: isReadOnly = false}) => {
    if (source === undefined || isReadOnly || isOfMachine(source)) return [];
    if (type === 'bind') return [{source, what: `folder ${source}`}];
    return type === 'volume' ? [{source: volumeName(source, model), what: `volume ${source}`}] : [];
  });

const nameOf = ({name, service: own}: Container, {model}: Place): Found | undefined => {
  const wanted = Object.entries(model.services).find(
    ([service, {container_name: wantedName}]) => service !== own && wantedName === name,
  );
  return wanted && {service: wanted[0], what: `name ${name}`, isName: true};
};
