import type {Container} from '../../compose/model.ts';
import {PROJECT} from '../../project/release.ts';
import {DSN_VARIABLE} from './errorTracking.ts';
import {counted} from '../../text/plain.ts';
import {durationText} from '../../text/time.ts';
import {type Change, changesBetween, changeTexts} from './changes.ts';
import type {Count} from './count.ts';
import type {DeployFacts} from './facts.ts';
import {type Fate, fatesOf} from './fates.ts';
import type {Open} from './fingerprint.ts';
import {type NetworkChange, networkTexts} from './networks.ts';
import {isAlive, orphansOf} from './leaving.ts';
import {imageOf} from './overrides.ts';

/** What becomes of a service, why, and what for how long that takes it away. */
export interface PlannedService {
  service: string;
  does: 'unchanged' | 'reloaded' | 'scaled' | 'rolled' | 'recreated' | 'created' | 'started' | 'removed';
  /** It is so only if it gets another of these, which nobody knows before. */
  ifOther?: readonly Open[];
  /** Its containers are of no deploy: somebody has made them by plain Compose, for one. */
  isForeign?: boolean;
  /** What is another than in the release that is live; absent where nothing was kept of that. */
  changes?: readonly Change[];
  /** How many containers it had, and has from then on, where that is not the same. */
  containers?: Count;
  /** What of its networks has it come up anew. */
  networks?: readonly NetworkChange[];
  /** Services that it comes up anew with, for it says so or shares what they have. */
  follows?: readonly string[];
  /** Seconds for which it was away when it was last recreated. */
  awayLast?: number;
}

type Known = Pick<
  DeployFacts,
  'composeProject' | 'model' | 'containers' | 'fingerprints' | 'parts' | 'awayLast'
>;

/** Before anything is done. */
export const plannedServices = (facts: DeployFacts): PlannedService[] =>
  servicesOf(fatesOf(facts, facts.fingerprints), facts);

/** Of fates as they are planned, or as they came to be. */
export const servicesOf = (fates: readonly Fate[], facts: Known): PlannedService[] => [
  ...fates.map(fate => serviceOf(fate, facts)),
  ...[...new Set(orphansOf(facts).map(({service}) => service))].map(
    service => ({service, does: 'removed'}) as const,
  ),
];

const serviceOf = (fate: Fate, facts: Known): PlannedService => {
  const {service, open, follows, count, networks} = fate;
  const does = doesOf(fate, facts);
  if (does === 'unchanged' || does === 'created') return {service, does};
  if (does === 'scaled') return {service, does, ...(count !== undefined && {containers: count})};
  const found = changesOf(service, facts);
  const changes = [...(found.some(({what}) => what === 'image') ? [] : gotten(fate, facts)), ...found];
  const awayLast = facts.awayLast[service];
  return {
    service,
    does,
    ...(fate.does === 'if changed' && {ifOther: open}),
    ...(facts.containers.some(one => one.service === service && isForeign(one)) && {isForeign: true}),
    ...((facts.parts.before !== undefined || changes.length > 0) && {changes}),
    ...(count !== undefined && does !== 'started' && {containers: count}),
    ...(networks !== undefined && {networks}),
    ...(follows !== undefined && {follows}),
    ...(does === 'recreated' && awayLast !== undefined && {awayLast}),
  };
};

/** A deploy marks whatever it makes. */
const isForeign = (container: Container): boolean =>
  isAlive(container) && container.labels[PROJECT] === undefined;

/** The image may be another under the name that it has in both. */
const gotten = ({service, got}: Fate, {composeProject, model, containers, fingerprints}: Known): Change[] => {
  if (got === 'DSN') return [{what: 'variable', name: DSN_VARIABLE, how: 'changed'}];
  const known = fingerprints[service]?.imageId;
  const isOther =
    known !== undefined && containers.some(one => one.service === service && one.imageId !== known);
  if (got === undefined && !isOther) return [];
  return [
    {what: 'image', name: imageOf(composeProject, service, model.services[service] ?? {}), how: 'changed'},
  ];
};

const changesOf = (service: string, {parts: {before, now}}: Known): Change[] => {
  const [was, is] = [before?.[service], now[service]];
  return was === undefined || is === undefined ? [] : changesBetween(was, is);
};

const MADE_BY_OTHERS =
  'it was made by something else than a deploy, docker compose by hand for one; this deploy makes it anew';

const DONE = {
  'go on': 'unchanged',
  reload: 'reloaded',
  scale: 'scaled',
  roll: 'rolled',
  restart: 'recreated',
} as const;

const doesOf = ({service, does, anew}: Fate, {containers}: Known): PlannedService['does'] => {
  if (does === 'start') return containers.some(one => one.service === service) ? 'started' : 'created';
  return DONE[does === 'if changed' ? anew : does];
};

/** A line for each that does not go on as it is, and one for all that do. */
export const serviceTexts = (services: readonly PlannedService[]): string[] => {
  const unchanged = services.filter(({does}) => does === 'unchanged').map(({service}) => service);
  return [
    ...services.filter(({does}) => does !== 'unchanged').map(one => lineOf(one)),
    ...(unchanged.length > 0 ? [`Unchanged: ${unchanged.join(', ')}`] : []),
  ];
};

/** The same before it is done. */
export const comingTexts = (services: readonly PlannedService[]): string[] => {
  const unchanged = services.filter(({does}) => does === 'unchanged');
  const coming = services.filter(({does}) => does !== 'unchanged').map(one => lineOf(one, 'to be '));
  return [
    ...coming,
    ...(unchanged.length > 0 ? [`To go on: ${unchanged.map(({service}) => service).join(', ')}`] : []),
  ];
};

const lineOf = (one: PlannedService, tense: 'to be ' | '' = ''): string => {
  const {service, does, ifOther, isForeign = false, changes = [], awayLast} = one;
  const {containers, networks = [], follows = []} = one;
  const why = [
    ...(isForeign ? [MADE_BY_OTHERS] : []),
    ...changeTexts(changes),
    ...networkTexts(networks),
    ...(containers === undefined ? [] : [`${containers.from} to ${counted(containers.to, 'container')}`]),
    ...(follows.length > 0 ? [`with ${follows.join(', ')}`] : []),
  ];
  const away = awayLast === undefined ? '' : `; away for ${durationText(awayLast)} the last time`;
  const condition = ifOther === undefined ? '' : ` if it gets another ${ifOther.join(' or ')}`;
  return `${service}: ${tense}${does}${condition}${why.length > 0 ? ` (${why.join('; ')})` : ''}${away}`;
};
