import type {ComposeModel, ComposePort} from '../compose/model.ts';
import {isDatabase} from '../compose/database.ts';
import {isFixed} from '../compose/hostPorts.ts';
import type {Settings} from '../settings/settings.ts';
import {replicasOf} from './services.ts';

/** An address that has to answer before a deploy counts. */
export interface Probe {
  url: string;
  host?: string;
  service?: string;
  /** The port behind it in the container. */
  target?: number;
  /**
   * What answer it takes: anything below 500, 2xx or 3xx, or that of at least one of those asked for the path. Which of
   * several ports is the site is not known: mail catchers and their like have no such path.
   */
  promise: 'answer' | 'success' | 'success of one';
}

/** The addresses to ask: the one set, else every published TCP port that can answer and is not a database's. */
export const probesOf = (
  model: ComposeModel,
  {health}: Pick<Settings, 'health'>,
  dockerHost: string,
): Probe[] => {
  if (health.none) return [];
  const host = health.host === undefined ? {} : {host: health.host};
  if (health.url !== undefined) return [{url: health.url, ...host, promise: 'success'}];
  const ports = askedPorts(model);
  const promise = health.path === undefined ? 'answer' : ports.length > 1 ? 'success of one' : 'success';
  return ports.map(({service, port}) => {
    const scheme = port.target === 443 || port.target === 8443 ? 'https' : 'http';
    const address = `${scheme}://${reachable(port.host_ip, dockerHost)}:${port.published}${health.path ?? '/'}`;
    return {url: address, ...host, service, target: port.target, promise};
  });
};

/** Whether what is published is asked, and not an address that was set, or nothing. */
export const asksPorts = ({health}: Pick<Settings, 'health'>): boolean =>
  !health.none && health.url === undefined;

/** Of a service without containers nobody answers, and in these networks Docker publishes no port. */
const askedPorts = ({services}: ComposeModel): {service: string; port: ComposePort}[] =>
  Object.entries(services).flatMap(([service, definition]) =>
    replicasOf(definition) === 0 || ['host', 'none'].includes(definition.network_mode ?? '')
      ? []
      : (definition.ports ?? [])
          .filter(port => port.protocol !== 'udp' && isFixed(port))
          .filter(port => !isDatabase(definition, port))
          .map(port => ({service, port})),
  );

const reachable = (bound: string | undefined, dockerHost: string): string => {
  if (bound === undefined || bound === '0.0.0.0' || bound === '::') return dockerHost;
  return bound.includes(':') ? `[${bound}]` : bound;
};
