import type {ComposeModel} from '../compose/model.ts';
import {given, mapOf, own, shared, type Finding} from './note.ts';
import {
  DOCKER_SOCKETS,
  isHarmless,
  isInside,
  isPermitted,
  permitOf,
  placeOf,
  type Place,
  type Surroundings,
} from './places.ts';

export type Mount = Record<string, unknown>;

export interface TreatedMount {
  mount: Mount;
  notes: Finding[];
}

/** What of a service's `volumes:` a test run gets: nothing outside of the workspace that it could write to. */
export const treatMount = (mount: Mount, of: {name: string; around: Surroundings}): TreatedMount => {
  const {type, target} = mount;
  if (type === 'bind') return treatBind(mount, of);
  if (type === 'volume') return {mount: withoutLabels(mount), notes: []};
  if (type === 'tmpfs' || type === 'image') return {mount, notes: []};
  if (type === 'cluster')
    return {mount, notes: [shared(`${of.name} has the cluster volume ${String(mount['source'])}`)]};
  return {
    mount,
    notes: [
      given(`${of.name} has a mount of the type ${String(type)}`, `volumes: ${String(type)}`, [
        String(target),
      ]),
    ],
  };
};

/** Sources in the workspace that are not there yet: Docker would make them, for root. */
export const foldersToMake = ({services}: ComposeModel, {workspace, places}: Surroundings): string[] => {
  const missing = [...places.values()].filter(
    place => place.kind === 'missing' && isInside(place, workspace),
  );
  const mounted = Object.values(services)
    .flatMap(({volumes = []}) => volumes)
    .filter(({type, bind}) => type === 'bind' && mapOf(bind)['create_host_path'] !== false)
    .map(({source}) => source);
  return [...new Set(missing.map(({real}) => real))].filter(real => mounted.includes(real));
};

const withoutLabels = ({volume, ...mount}: Mount): Mount => {
  const {labels, ...options} = mapOf(volume);
  return {...mount, ...(Object.keys(options).length > 0 && {volume: options})};
};

const treatBind = (mount: Mount, {name, around}: {name: string; around: Surroundings}): TreatedMount => {
  const [source, target] = [String(mount['source']), String(mount['target'])];
  const place = socketAsWritten(source, placeOf(source, around));
  const isOurs = isInside(place, around.workspace);
  const {mount: bound, notes} = withOwnOptions({...mount, source: place.real}, {name, isOurs});
  const entries = [target, source];
  if (isOurs) return {mount: bound, notes};
  if (isHarmless(place)) return {mount: {...bound, read_only: true}, notes};
  if (place.kind === 'missing') {
    const says = `${name} sees an empty folder at ${target}, since this machine has no ${source}`;
    return {mount: emptyFolder(mount), notes: [own(says, entries)]};
  }
  return outside({mount: bound, place, notes}, {name, around, entries});
};

/** Docker Desktop knows its own socket by this path alone, which leads elsewhere on the machine itself. */
const socketAsWritten = (source: string, place: Place): Place =>
  place.kind === 'socket' && DOCKER_SOCKETS.has(source) ? {...place, real: source} : place;

/** What Docker would make of a missing source as well, but in a place of the run's own. */
const emptyFolder = ({target, read_only}: Mount): Mount => ({
  type: 'volume',
  target,
  ...(read_only === true && {read_only}),
  volume: {nocopy: true},
});

/** A socket serves whoever opens it, also where it is mounted read-only: it stays as it is written. */
const outside = (
  {mount, place, notes}: TreatedMount & {place: Place},
  {name, around, entries}: {name: string; around: Surroundings; entries: string[]},
): TreatedMount => {
  const permit = permitOf(place);
  const has = given(`${name} has ${place.real} of this machine`, permit, entries);
  const stays = place.kind === 'socket' || mount['read_only'] === true || isPermitted(permit, around.permits);
  if (stays) return {mount, notes: [...notes, has]};
  const reads = own(`${name} reads ${place.real} and cannot write to it`, entries);
  return {mount: {...mount, read_only: true}, notes: [...notes, has, reads]};
};

const PRIVATE = new Set(['', 'private', 'rprivate', 'slave', 'rslave']);

/** Without options that change the folder of the machine itself: mounts that show there as well, labels of SELinux. */
const withOwnOptions = (
  {bind, ...mount}: Mount,
  {name, isOurs}: {name: string; isOurs: boolean},
): TreatedMount => {
  const {propagation, selinux, ...options} = mapOf(bind);
  const isPrivate = propagation === undefined || PRIVATE.has(String(propagation));
  if (isPrivate && propagation !== undefined) options['propagation'] = propagation;
  if (isOurs && selinux !== undefined) options['selinux'] = selinux;
  const says = `${name} shows this machine no mounts of its own at ${String(mount['target'])}`;
  return {mount: {...mount, bind: options}, notes: isPrivate ? [] : [own(says)]};
};
