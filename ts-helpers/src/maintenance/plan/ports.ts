import type {Container, PublishedPort} from '../../compose/model.ts';
import {engineOf, engineWithin} from '../../compose/engine.ts';

/** Whether people reach it at a port of the host: databases are for programs. */
export const isForPeople = (container: Container): boolean =>
  publishedBy([container]).length > 0 &&
  engineOf(container.image) === undefined &&
  engineWithin(container) === undefined;

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
