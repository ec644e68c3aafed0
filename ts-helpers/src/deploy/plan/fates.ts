import type {Container} from '../../compose/model.ts';
import {hasItsVolumes} from '../../compose/volumes.ts';
import {FINGERPRINT, MADE} from '../../project/release.ts';
import {replicasOf} from '../../health/services.ts';
import {type Count, isToBeNone, otherCount} from './count.ts';
import type {DeployFacts} from './facts.ts';
import type {Fingerprint, Open} from './fingerprint.ts';
import {isAlive} from './leaving.ts';
import {type NetworkChange, networkChangesOf} from './networks.ts';
import {isAnother, ownerOfContainer} from './owner.ts';
import {reloadsOf} from './proxy.ts';
import {notRolledIn, type NotRolled} from './rolling.ts';

type FateFacts = Pick<
  DeployFacts,
  'model' | 'containers' | 'networks' | 'release' | 'proxies' | 'reloaded' | 'seeing' | 'swarm'
>;

/** What becomes of a service. */
export interface Fate {
  service: string;
  /**
   * `roll`: new containers come up beside the old, which end once nothing is asked of them any more. `reload`: its container goes
   * on, and reads its files anew. `scale`: its containers go on, and more are started, or those too many end. `if changed`: it is made anew where it gets another of what is open, and goes on where not.
   */
  does: 'start' | 'restart' | 'roll' | 'reload' | 'scale' | 'go on' | 'if changed';
  /** How it is made anew where it has to be. */
  anew: 'restart' | 'roll';
  open: readonly Open[];
  /** Its containers keep the labels of the release that they came up with. */
  keepsLabels: boolean;
  /** How many containers it has, and is to have, where that is not the same. */
  count?: Count;
  /** What of its networks has it made anew. */
  networks?: readonly NetworkChange[];
  /** Services that it is made anew with. */
  follows?: readonly string[];
  /** What was open, and has become another. */
  got?: Open;
  /** Why it is not rolled, where it restarts or may. */
  notRolled?: NotRolled;
}

/**
 * Decides what becomes of each service: what is made of the same as before goes on. Who shares the network of another, or
 * is to restart with it, does as that one.
 */
export const fatesOf = (facts: FateFacts, fingerprints: Readonly<Record<string, Fingerprint>>): Fate[] => {
  const own = new Map(
    Object.keys(facts.model.services)
      .filter(service => hasAny(service, facts))
      .map(service => [service, ownFate(service, facts, fingerprints[service])]),
  );
  const all = [...own.values()];
  // As far as one may follow another.
  for (let round = 0; round < all.length; round += 1)
    for (const fate of all)
      follow(
        fate,
        leadersOf(fate.service, facts).flatMap(name => own.get(name) ?? []),
        facts,
      );
  return all;
};

/** What has no container and gets none, there is nothing to become of. */
const hasAny = (name: string, {model, containers}: FateFacts): boolean =>
  model.services[name]?.provider !== undefined ||
  replicasOf(model.services[name] ?? {}) > 0 ||
  containers.some(one => one.service === name && isAlive(one));

/** The same, once nothing is open any more: what was decided stays, and the rest is. */
export const settled = (
  fates: readonly Fate[],
  facts: FateFacts,
  fingerprints: Readonly<Record<string, string>>,
): Fate[] => {
  const known = Object.entries(fingerprints).map(([name, is]) => [name, {is, open: []}] as const);
  const anew = new Map(fatesOf(facts, Object.fromEntries(known)).map(fate => [fate.service, fate]));
  return fates.map(fate => {
    const then = anew.get(fate.service);
    if (then === undefined || fate.open.length === 0) return fate;
    if (fate.does !== 'if changed') return {...fate, open: [], keepsLabels: then.keepsLabels};
    const [got, ...others] = fate.open;
    const isKnown = got !== undefined && others.length === 0 && !GOES_ON.includes(then.does);
    return {...then, ...(isKnown && {got})};
  });
};

const GOES_ON: readonly Fate['does'][] = ['go on', 'scale'];

const ownFate = (service: string, facts: FateFacts, fingerprint: Fingerprint | undefined): Fate => {
  const {model, containers, release, reloaded} = facts;
  const its = containers.filter(one => one.service === service);
  const isMadeSo = (one: Container) =>
    fingerprint !== undefined && (reloaded[one.id] ?? one.labels[FINGERPRINT]) === fingerprint.is;
  const networks = networkChangesOf(service, its, facts)
    // What is to come to another network is not in it yet.
    .filter(({how}) => how === 'made anew' || its.every(isMadeSo));
  const isOurs = (one: Container) =>
    networks.length === 0 && hasItsVolumes(one, model) && !isAnother(ownerOfContainer(one), release);
  const isCurrent = (one: Container) => isMadeSo(one) && isOurs(one);
  const open = fingerprint?.open ?? [];
  const isSame = its.length > 0 && its.every(isCurrent);
  const keepsLabels = isSame && open.length === 0;
  const why = notRolledIn(service, facts);
  const count = otherCount(service, its, facts);
  const fate = {
    service,
    anew: why === undefined ? 'roll' : 'restart',
    keepsLabels,
    ...(count !== undefined && {count}),
    ...(networks.length > 0 && its.length > 0 && {networks}),
  } as const;
  if (isToBeNone(service, facts)) return {...fate, does: 'scale', open: []};
  if (!its.some(isAlive)) return {...fate, does: 'start', open: isSame ? open : []};
  const told = {...fate, ...(why !== undefined && {notRolled: why})};
  if (isSame && open.length === 0)
    return count === undefined ? {...fate, does: 'go on', open: []} : {...told, does: 'scale', open: []};
  const isOfTheSame = (one: Container) =>
    fingerprint?.made !== undefined && one.labels[MADE] === fingerprint.made && isOurs(one) && isAlive(one);
  if (!isSame && open.length === 0 && isReloadable(service, facts) && its.every(isOfTheSame))
    return {...fate, does: 'reload', open: [], keepsLabels: true};
  return isSame ? {...told, does: 'if changed', open} : {...told, does: told.anew, open: []};
};

/** A proxy reads its configuration anew without losing a connection, if it sees the files that it is to read. */
const isReloadable = (service: string, {proxies, seeing}: FateFacts): boolean =>
  seeing.includes(service) &&
  proxies.some(proxy => proxy.service === service && reloadsOf(proxy) !== undefined);

/** Compose replaces who shares what another has, and restarts who says `restart: true` of it. */
const leadersOf = (service: string, {model}: Pick<DeployFacts, 'model'>): string[] => {
  const {depends_on: needed = {}, network_mode: network, ipc, pid} = model.services[service] ?? {};
  const shared = [network, ipc, pid].flatMap(mode =>
    typeof mode === 'string' && mode.startsWith('service:') ? [mode.slice('service:'.length)] : [],
  );
  return [...shared, ...Object.keys(needed).filter(name => needed[name]?.restart === true)];
};

const follow = (fate: Fate, leaders: readonly Fate[], facts: FateFacts): void => {
  if (![...GOES_ON, 'if changed'].includes(fate.does) || isToBeNone(fate.service, facts)) return;
  const leads = leaders.some(({does}) => does === 'restart' || does === 'roll');
  const open = leaders.flatMap(leader => (leader.does === 'if changed' ? leader.open : []));
  if (!leads && open.length === 0) return;
  const why = notRolledIn(fate.service, facts);
  if (why !== undefined) fate.notRolled = why;
  // Compose makes anew what has other labels, and knows nothing of what is rolled.
  fate.keepsLabels = false;
  fate.does = leads ? fate.anew : 'if changed';
  fate.open = leads ? [] : [...new Set([...fate.open, ...open])];
  if (leads)
    fate.follows = leaders
      .filter(({does}) => does === 'restart' || does === 'roll')
      .map(({service}) => service);
};
