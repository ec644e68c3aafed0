import type {Container} from '../../compose/model.ts';
import type {Pin} from './pins.ts';
import type {Proxy} from './proxy.ts';

/** Of the container with the page: of which deploy it is. */
export const LABEL = 'ca.countable.maintenance';
const SINCE = `${LABEL}.since`;
const BY = `${LABEL}.by`;
const RETRY_AFTER = `${LABEL}.retry-after`;
const PORTS = `${LABEL}.ports`;
const STOPPED = `${LABEL}.in-place-of`;
const RESTARTS = `${LABEL}.restarts`;

/** What is known of a page by the labels of its container, and by nothing else. */
export interface PageLabels {
  composeProject: string;
  /** ISO 8601, UTC. */
  since: string;
  by: string;
  /** Seconds. */
  retryAfter: number;
  /** At which it answers in its networks. */
  ports: readonly number[];
  /** Ids of the containers that were stopped for it; none where proxies lead to it. */
  stopped: readonly string[];
  /** By the ids of those, when the engine is to start them by itself, once they run again: `on-failure:3`. */
  restarts: Readonly<Record<string, string>>;
}

/** A container that answers with the page of maintenance. */
export interface Page extends PageLabels {
  container: Container;
}

export const labelsOf = (page: PageLabels): Record<string, string> => ({
  [LABEL]: page.composeProject,
  [SINCE]: page.since,
  [BY]: page.by,
  [RETRY_AFTER]: String(page.retryAfter),
  [PORTS]: page.ports.join(','),
  [STOPPED]: page.stopped.join(','),
  [RESTARTS]: Object.entries(page.restarts)
    .map(([id, policy]) => `${id}=${policy}`)
    .join(','),
});

export const pageOf = (container: Container): Page => {
  const {labels} = container;
  return {
    container,
    composeProject: labels[LABEL] ?? '',
    since: labels[SINCE] ?? '',
    by: labels[BY] ?? '',
    retryAfter: Number(labels[RETRY_AFTER] ?? 0),
    ports: wordsOf(labels[PORTS]).map(Number),
    stopped: wordsOf(labels[STOPPED]),
    restarts: Object.fromEntries(wordsOf(labels[RESTARTS]).map(word => word.split('='))) as Record<
      string,
      string
    >,
  };
};

const wordsOf = (text = ''): string[] => text.split(',').filter(Boolean);

/** Maintenance that is on. */
export interface Maintenance extends Pick<PageLabels, 'since' | 'by'> {
  /** Containers that people reach are stopped for its page, which has their ports. */
  isInPlace: boolean;
}

/** It is on by a page that lives, and by nothing else. */
export const serves = ({container: {state}}: Page): boolean => state === 'running';

/** Others were stopped for it, and it has their ports. */
export const isInPlace = ({stopped}: PageLabels): boolean => stopped.length > 0;

/** A proxy of the project that passes requests on, and whether it can lead to a page. */
export interface Through {
  proxy: Proxy;
  /** Id of the image that it runs of. */
  image: string;
  /** Names to which it passes requests on. */
  names: readonly string[];
  ports: readonly number[];
  /** Where it leads now in place of them. */
  held: readonly Pin[];
  /** Undefined: it can. */
  hindrance: string | undefined;
}

/** Its names at the address at which it reaches the page; undefined where they share no network. */
export const pinsFor = (
  {proxy, names}: Pick<Through, 'proxy' | 'names'>,
  {container: {networks = {}}}: Page,
): Pin[] | undefined => {
  const address = proxy.networks.map(network => networks[network]).find(Boolean);
  return address === undefined ? undefined : names.map(name => ({name, address}));
};

/** Where a page has to answer for all of them. */
export const reachOf = (all: readonly Through[]): {networks: string[]; ports: number[]} => ({
  networks: [...new Set(all.flatMap(({proxy}) => proxy.networks))],
  ports: [...new Set(all.flatMap(({ports}) => ports))],
});

/** All that it passes on gets there. */
export const leadsTo = (through: Through, page: Page): boolean => {
  const pins = pinsFor(through, page);
  return (
    pins !== undefined &&
    through.hindrance === undefined &&
    through.ports.every(port => page.ports.includes(port)) &&
    pins.every(({name, address}) => {
      const its = through.held.filter(pin => pin.name === name);
      return its.length > 0 && its.every(pin => pin.address === address);
    })
  );
};
