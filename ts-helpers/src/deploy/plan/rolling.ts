import type {ComposeModel, ComposeService, Container} from '../../compose/model.ts';
import {engineOf, engineWithin} from '../../compose/engine.ts';
import {engineWord, runsDatabase} from '../../compose/database.ts';
import {isUnnamed} from '../../compose/volumes.ts';
import type {DeployFacts} from './facts.ts';
import {madeAnewOf} from './networks.ts';
import type {OwnNetwork} from './ownResources.ts';
import {followingOf} from './proxy.ts';
import {replicasOf} from '../../health/services.ts';
import {orderOf} from '../../stack/deploy.ts';

/** Why a service is made anew without new containers beside the old, and what would change that. */
export interface NotRolled {
  why: string;
  /** Absent where nothing would. */
  change?: string;
  /** A swarm changes its tasks itself, and tells by this order how. */
  order?: string;
}

interface Known {
  model: Pick<ComposeModel, 'services'>;
  containers: readonly Container[];
}

/** What a swarm does by itself is not for us to do. */
export const notRolledIn = (
  name: string,
  known: Known & Pick<DeployFacts, 'model' | 'networks' | 'proxies' | 'swarm'>,
): NotRolled | undefined =>
  known.swarm === undefined
    ? (byNetwork(name, known) ?? notRolled(name, known))
    : bySwarm(known.model.services[name] ?? {});

/** Where a network is made anew, all in it end, and nothing comes up beside them. */
const byNetwork = (
  name: string,
  known: Pick<DeployFacts, 'model' | 'containers' | 'networks' | 'proxies'>,
): NotRolled | undefined => {
  const own = madeAnewOf(name, known);
  if (own !== undefined) return {why: `the network ${calledBy(own)} is made anew, for which all in it end`};
  const [end] = followingOf(name, known.proxies, known.model).flatMap(({proxy: {service}}) => {
    const network = madeAnewOf(service, known);
    return network === undefined ? [] : [{service, network}];
  });
  return (
    end && {
      why: `${end.service}, which passes requests to it, ends, for its network ${calledBy(end.network)} is made anew`,
    }
  );
};

const calledBy = ({key, name}: OwnNetwork): string => key ?? name;

const bySwarm = (service: ComposeService): NotRolled => {
  const order = service.deploy?.update_config?.order ?? orderOf(service);
  const why =
    order === 'start-first'
      ? 'the swarm starts each new task before it ends the old one'
      : 'the swarm ends each old task before it starts the new one';
  return {why, order};
};

/** Undefined of a service of which two sets of containers can run for a while: it is rolled. */
export const notRolled = (name: string, {model, containers}: Known): NotRolled | undefined => {
  const service = model.services[name] ?? {};
  const its = containers.filter(one => one.service === name);
  return (
    ofAnotherKind(name, service, model) ??
    keeper(service, its) ??
    withOnePlace(service) ??
    sharing(name, service, model) ??
    stopFirst(service) ??
    unchecked(service, its)
  );
};

const ofAnotherKind = (
  name: string,
  service: ComposeService,
  {services}: Known['model'],
): NotRolled | undefined => {
  if (service.provider !== undefined) return {why: 'what provides it is no container'};
  if (replicasOf(service) === 0) return {why: 'it is to have no container'};
  const isAwaited = Object.values(services).some(
    ({depends_on: needed = {}}) => needed[name]?.condition === 'service_completed_successfully',
  );
  return isAwaited ? {why: 'it does its work once'} : undefined;
};

/** Two servers on one set of data destroy it, or each has half of it. */
const keeper = (service: ComposeService, its: readonly Container[]): NotRolled | undefined => {
  const images = [service.image, ...its.map(({image}) => image)];
  const engine = images.map(engineOf).find(Boolean) ?? its.map(engineWithin).find(Boolean);
  const store = images.map(image => engineWord(image, STORES)).find(Boolean);
  if (engine !== undefined || store !== undefined || runsDatabase(service))
    return {why: `it keeps data, and two of ${engine?.title ?? store ?? 'it'} cannot have the same`};
  const unnamed = its
    .flatMap(({mounts = []}) => mounts)
    .find(({type, source, isWritable}) => type === 'volume' && isWritable && isUnnamed(source));
  return (
    unnamed && {
      why: `its volume at ${unnamed.target} has no name, and goes from container to container`,
      change: `give it a name below \`volumes:\`, where two containers may write it at a time`,
    }
  );
};

/** What keeps data, and is no database of which versions are told. */
const STORES = [
  ...['etcd', 'gitea', 'grafana', 'kafka', 'loki', 'meilisearch', 'minio', 'nats', 'nexus', 'prometheus'],
  ...['registry', 'solr', 'typesense', 'vault', 'zookeeper'],
];

const withOnePlace = (service: ComposeService): NotRolled | undefined => {
  const port = (service.ports ?? []).find(({published}) => published !== undefined);
  if (port !== undefined)
    return {
      why: `it publishes the port ${port.published} of the host`,
      change:
        'let a proxy in the same compose files, nginx or haproxy, publish the port and pass requests on',
    };
  if (service.container_name !== undefined)
    return {why: `\`container_name:\` lets it have one container`, change: 'leave `container_name:` out'};
  const fixed = fixedAddress(service);
  return fixed === undefined
    ? undefined
    : {why: `\`${fixed}:\` lets it have one container`, change: `leave \`${fixed}:\` out, and use its name`};
};

const fixedAddress = (service: ComposeService): string | undefined => {
  const {networks} = service as {networks?: Record<string, Record<string, unknown> | null>};
  const all = [service, ...Object.values(networks ?? {})];
  return ADDRESSES.find(name => all.some(one => one?.[name] !== undefined && one[name] !== ''));
};

const ADDRESSES = ['ipv4_address', 'ipv6_address', 'mac_address'];

const sharing = (
  name: string,
  service: ComposeService,
  {services}: Known['model'],
): NotRolled | undefined => {
  const own = modesOf(service).find(mode => /^(?:host$|service:|container:)/.test(mode));
  if (own !== undefined)
    return {
      why: own === 'host' ? 'it has the network of the host' : `it shares what ${own.split(':')[1]} has`,
      change: 'give it a network of its own',
    };
  const [other] =
    Object.entries(services).find(([, one]) => modesOf(one).includes(`service:${name}`)) ??
    Object.entries(services).find(([, {volumes_from: from}]) => Array.isArray(from) && names(from, name)) ??
    [];
  return other === undefined ? undefined : {why: `${other} shares what it has`};
};

const names = (from: readonly unknown[], name: string): boolean =>
  from.some(one => String(one).split(':', 1)[0] === name);

const modesOf = ({network_mode: network, ipc, pid}: ComposeService): string[] =>
  [network, ipc, pid].filter(mode => typeof mode === 'string');

/** By it an author says that never two of it may run: of what does things at certain times, for one. */
const stopFirst = ({deploy}: ComposeService): NotRolled | undefined =>
  deploy?.update_config?.order === 'stop-first'
    ? {why: '`deploy.update_config.order` is `stop-first`'}
    : undefined;

/** Nothing else tells when the new one may have the traffic. */
const unchecked = ({healthcheck}: ComposeService, its: readonly Container[]): NotRolled | undefined => {
  const isSaid = healthcheck !== undefined && healthcheck.disable !== true;
  if (isSaid || (healthcheck === undefined && its.some(({health}) => health !== undefined))) return undefined;
  return {
    why: 'it has no health check',
    change: 'give it one: `healthcheck:` in the compose file',
  };
};
