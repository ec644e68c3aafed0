import type {ComposeModel, ComposePort, PublishedPort} from './model.ts';

/** Whether two programs cannot have both. */
export const meet = (one: PublishedPort, other: PublishedPort): boolean =>
  one.port === other.port &&
  one.protocol === other.protocol &&
  (one.address === other.address || covers(one, other) || covers(other, one));

const covers = ({address}: PublishedPort, other: PublishedPort): boolean => {
  if (address === '') return true;
  return address === (isOfVersion6(other.address) ? '::' : '0.0.0.0');
};

const isOfVersion6 = (address: string): boolean => address.includes(':');

/** Whether it is to be had at one port of the host: none, or a range, leaves the choice to Docker. */
export const isFixed = ({published}: ComposePort): boolean => /^\d+$/.test(published ?? '');

/** Host ports that the project publishes, but for those that Docker is to choose. */
export const hostPorts = (model: Pick<ComposeModel, 'services'>): (PublishedPort & {service: string})[] =>
  Object.entries(model.services).flatMap(([service, {ports = []}]) =>
    ports.filter(isFixed).map(({published, protocol = 'tcp', host_ip: address = ''}) => ({
      service,
      port: Number(published),
      protocol,
      address,
    })),
  );

/** Whether others than the host itself reach it. */
export const isPublic = ({host_ip}: ComposePort): boolean =>
  host_ip === undefined || !/^(127\.|::1$)/.test(host_ip);
