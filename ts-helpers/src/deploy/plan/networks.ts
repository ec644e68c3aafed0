import type {ComposeModel, Container} from '../../compose/model.ts';
import {UserError} from '../../errors/userError.ts';
import {needs} from '../../compose/dependencies.ts';
import {lineOf} from '../../compose/sourcePlaces.ts';
import {quoted} from '../../text/plain.ts';
import type {DeployFacts} from './facts.ts';
import {isAlive} from './leaving.ts';
import type {OwnNetwork} from './ownResources.ts';

/** Why a service is made anew, although it is made of the same. */
export interface NetworkChange {
  network: string;
  /** The network is made anew; or the container is not in it, or not by the name that others call it. */
  how: 'made anew' | 'not found there';
  changes?: readonly string[];
}

type Known = Pick<DeployFacts, 'model' | 'networks'> & {swarm?: unknown};

/** Those that are removed before anything starts, and made anew. */
export const madeAnew = ({networks}: Pick<DeployFacts, 'networks'>): OwnNetwork[] =>
  networks.filter(({isAnother}) => isAnother);

/** The first of those that a service is in, or is to be in. */
export const madeAnewOf = (
  service: string,
  {networks, containers, model}: Pick<DeployFacts, 'networks' | 'containers' | 'model'>,
): OwnNetwork | undefined => {
  const places = placesOf(service, model).map(({name}) => name);
  const its = containers.filter(one => one.service === service && isAlive(one));
  return madeAnew({networks}).find(
    ({name}) => places.includes(name) || its.some(({joined = {}}) => joined[name] !== undefined),
  );
};

/** What no compose file names any more, and none but this project has used. */
export const leftNetworks = ({networks}: Pick<DeployFacts, 'networks'>): OwnNetwork[] =>
  networks.filter(({key, others}) => key === undefined && others.length === 0);

/** What of the networks of a service has its containers made anew, whatever they are made of. */
export const networkChangesOf = (
  service: string,
  its: readonly Container[],
  known: Known,
): NetworkChange[] => {
  if (known.swarm !== undefined) return [];
  return placesOf(service, known.model).flatMap((place): NetworkChange[] => {
    const network = known.networks.find(({name}) => name === place.name);
    if (network?.isAnother) return [{network: place.key, how: 'made anew', changes: network.changes}];
    return its.every(one => isFound(one, place, network))
      ? []
      : [{network: place.key, how: 'not found there'}];
  });
};

/** `network back made anew, internal changed`, `not found in network back` */
export const networkTexts = (changes: readonly NetworkChange[]): string[] =>
  changes.map(({network, how, changes: what = []}) => {
    if (how === 'not found there') return `was not to be found in network ${network}`;
    return `network ${network} made anew${what.length > 0 ? `, ${what.join(', ')} changed` : ''}`;
  });

interface Place {
  key: string;
  name: string;
  isExternal: boolean;
  /** What others call it there. */
  aliases: readonly string[];
}

const placesOf = (service: string, {services, networks = {}}: ComposeModel): Place[] => {
  const {network_mode: mode, provider, networks: joins} = services[service] ?? {};
  if (mode !== undefined || provider !== undefined) return [];
  return Object.entries((joins ?? {}) as Record<string, {aliases?: string[]} | null>)
    .map(([key, joined]) => ({
      key,
      name: networks[key]?.name ?? key,
      isExternal: networks[key]?.external === true,
      aliases: [service, ...(joined?.aliases ?? [])],
    }))
    .filter(({name}) => !NAMELESS.includes(name));
};

/** The engine's own, in which nothing has a name. */
const NAMELESS = ['bridge', 'host', 'none'];

const isFound = (
  container: Container,
  {name, isExternal, aliases}: Place,
  network: OwnNetwork | undefined,
): boolean => {
  const {joined} = container;
  if (joined === undefined) return true;
  const there = joined[name];
  if (there === undefined || !aliases.every(alias => there.aliases.includes(alias))) return false;
  if (isExternal) return true;
  // Who runs is in one that is there, whoever has made it.
  return network === undefined ? isAlive(container) : network.id === there.network;
};

/** Running containers in networks that are made anew, in the order in which they end: whoever needs others before those. */
export const endingWith = ({
  networks,
  containers,
  model,
}: Pick<DeployFacts, 'networks' | 'containers' | 'model'>): Container[] =>
  containers
    .filter(isAlive)
    .filter(({joined = {}}) => madeAnew({networks}).some(({name}) => joined[name] !== undefined))
    .sort(
      (one, other) =>
        needs(other.service, model).length - needs(one.service, model).length ||
        one.name.localeCompare(other.name),
    );

/** Throws NETWORK_IN_USE where what is not ours is in a network that would have to go. What goes back is not stopped. */
export const refuseSharedNetworks = (facts: DeployFacts): void => {
  const [network] = madeAnew(facts).filter(({others}) => others.length > 0);
  if (network === undefined || facts.before !== undefined) return;
  const {name, key = name, changes, others} = network;
  const what = changes.length > 0 ? changes.join(', ') : 'what it is made of';
  const isPage = others.every(one => one.startsWith(`${facts.composeProject}-maintenance-`));
  const each = (verb: string) => others.map(one => `docker network ${verb} ${quoted(name)} ${quoted(one)}`);
  throw new UserError(
    'NETWORK_IN_USE',
    `The network ${name} has to be made anew, for ${what} has changed, and ${others.join(', ')}, not of this project, ${others.length > 1 ? 'are' : 'is'} in it.`,
    {
      where: lineOf(facts.sources, ['networks', key]),
      remedy: isPage
        ? `It is the page of maintenance. End that first: countable maintenance off ${quoted(facts.release.environment)}`
        : `Take what is not of this project out of it, deploy, and let it in again: \`${each('disconnect').join(' && ')}\`, and afterwards \`${each('connect').join(' && ')}\`.`,
    },
  );
};
