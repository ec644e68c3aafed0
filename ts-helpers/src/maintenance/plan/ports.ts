import type {Container, PublishedPort} from '../../compose/model.ts';
import {meet} from '../../compose/hostPorts.ts';
import {engineOf, engineWithin} from '../../compose/engine.ts';

/** Whether people reach it at a port of the host: databases are for programs. */
export const isForPeople = (container: Container): boolean =>
  publishedBy([container]).length > 0 &&
  engineOf(container.image) === undefined &&
  engineWithin(container) === undefined;

/** Those that people would reach if they ran, one at a port: neither what never ran, nor what does its work once. */
export const idleAmong = (containers: readonly Container[]): Container[] => {
  const found = containers.filter(
    one => one.state === 'exited' && isForPeople(one) && !isAwaitedToEnd(one, containers),
  );
  return found.filter((one, index) => !found.slice(0, index).some(newer => meetAtAll(newer, one)));
};

/** As Compose notes it on what waits: `migrate:service_completed_successfully:false`. */
const isAwaitedToEnd = ({service}: Container, containers: readonly Container[]): boolean =>
  containers.some(({labels}) =>
    (labels['com.docker.compose.depends_on'] ?? '')
      .split(',')
      .some(word => word.startsWith(`${service}:service_completed_successfully`)),
  );

const meetAtAll = (one: Container, other: Container): boolean =>
  publishedBy([one]).some(port => publishedBy([other]).some(another => meet(port, another)));

/** Ports of the host, each once. */
export const publishedBy = (containers: readonly Pick<Container, 'ports'>[]): PublishedPort[] => {
  const all = containers.flatMap(({ports = []}) => ports).filter(({protocol}) => protocol === 'tcp');
  return all.filter(
    (one, index) =>
      all.findIndex(({port, address}) => port === one.port && address === one.address) === index,
  );
};

export const portsText = (ports: readonly PublishedPort[]): string => {
  const numbers = [...new Set(ports.map(({port}) => port))];
  return `${numbers.length === 1 ? 'port' : 'ports'} ${numbers.join(', ')}`;
};
