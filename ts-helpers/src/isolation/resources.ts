import type {ComposeModel} from '../compose/model.ts';
import {given, listOf, mapOf, own, quietly, shared, type Note} from './note.ts';
import {isInside, permitOf, placeOf, type Surroundings} from './places.ts';

type Resources = Record<string, Record<string, unknown>>;

interface TreatedResources {
  resources: Resources;
  notes: Note[];
}

/** Every volume is the run's own and empty: one of a fixed name, of another driver or on the host could be a live site's. */
export const ownVolumes = (model: ComposeModel, around: Surroundings): TreatedResources =>
  resourcesOf('volumes', model, volume => {
    const {key, definition, others} = volume;
    const {driver = 'local', driver_opts: options} = definition;
    const isMemory = isMemoryOnly(mapOf(options));
    const isBound = Object.keys(mapOf(options)).length > 0 && !isMemory;
    const isElsewhere = isBound || driver !== 'local';
    const differs = others ?? (isElsewhere ? 'what it is bound to' : undefined);
    return {
      definition: {
        name: `${around.composeProject}_${key}`,
        labels: around.labels,
        ...(isMemory && driver === 'local' && {driver_opts: options}),
      },
      says: differs === undefined ? undefined : `the volume ${key} is its own and empty, not ${differs}`,
      isQuiet: !isElsewhere,
    };
  });

const isMemoryOnly = ({type, device, o = '', ...others}: Record<string, unknown>): boolean =>
  type === 'tmpfs' &&
  device === 'tmpfs' &&
  Object.keys(others).length === 0 &&
  String(o)
    .split(',')
    .every(option => /^$|^(size|mode|uid|gid|nr_inodes)=\w+$|^no(exec|suid|dev)$/.test(option));

/** Every network is the run's own and plain: no range, bridge or interface that another has or could want. */
export const ownNetworks = (model: ComposeModel, around: Surroundings): TreatedResources => {
  let ranges = 0;
  return resourcesOf('networks', {...model, networks: {default: null, ...model.networks}}, network => {
    const {key, definition, others} = network;
    const {driver, driver_opts: options, ipam, internal, attachable, enable_ipv6: isIPv6} = definition;
    const fixed = [
      ...(others === undefined ? [] : [`not ${others}`]),
      ...(listOf(mapOf(ipam)['config']).length > 0 || 'driver' in mapOf(ipam)
        ? ['without its fixed range']
        : []),
      ...(driver === undefined || driver === 'bridge' ? [] : [`a bridge instead of ${String(driver)}`]),
      ...(Object.keys(mapOf(options)).length > 0 ? ['without options of its driver'] : []),
    ];
    return {
      definition: {
        name: `${around.composeProject}_${key}`,
        labels: around.labels,
        ...(internal === true && {internal}),
        ...(attachable === true && {attachable}),
        ...(isIPv6 === true && {
          enable_ipv6: true,
          ipam: {config: [{subnet: rangeOf(around.composeProject, ranges++)}]},
        }),
      },
      says: fixed.length === 0 ? undefined : `the network ${key} is its own: ${fixed.join(', ')}`,
      isQuiet: fixed.length === 1 && others !== undefined,
    };
  });
};

/** A range that no other run has, of those that belong to nobody (RFC 4193). The name of a run ends in six random digits. */
const rangeOf = (composeProject: string, index: number): string => {
  const digits = composeProject.slice(-6).padStart(6, '0');
  return `fd${digits.slice(0, 2)}:${digits.slice(2)}:0:${index.toString(16)}::/64`;
};

interface Treating {
  key: string;
  definition: Record<string, unknown>;
  /** Name by which it would be another's. */
  others: string | undefined;
}

interface TreatedResource {
  definition: Record<string, unknown>;
  says: string | undefined;
  /** Nothing but its name differs. */
  isQuiet: boolean;
}

const resourcesOf = (
  section: 'volumes' | 'networks',
  model: ComposeModel,
  treat: (resource: Treating) => TreatedResource,
): TreatedResources => {
  const resources = new Map<string, Record<string, unknown>>();
  const notes: Note[] = [];
  for (const [key, given] of Object.entries(model[section] ?? {})) {
    const written = mapOf(given);
    const name = written['name'];
    const isExternal = written['external'] === true;
    const isNamed = isExternal || (name !== undefined && name !== `${model.name}_${key}`);
    const others = isNamed ? String(name ?? key) : undefined;
    const {definition, says, isQuiet} = treat({key, definition: written, others});
    resources.set(key, definition);
    if (says !== undefined)
      notes.push({at: [section, key], ...(isQuiet && !isExternal ? quietly(says) : own(says))});
  }
  return {resources: Object.fromEntries(resources), notes};
};

/** Secrets and configurations are mounted read-only: what matters is where they come from. */
export const treatFiles = (
  section: 'secrets' | 'configs',
  model: ComposeModel,
  around: Surroundings,
): TreatedResources => {
  const notes: Note[] = [];
  const resources = Object.entries(model[section] ?? {}).map(
    ([key, definition]): [string, Record<string, unknown>] => {
      const {name, labels, file, external, environment, content, ...others} = mapOf(definition);
      const at = [section, key];
      const kind = section.slice(0, -1);
      if (external === true) notes.push({at, ...shared(`the ${kind} ${key} is one of this machine`)});
      for (const option of Object.keys(others).filter(option => !option.startsWith('x-')))
        notes.push({at: [...at, option], ...given(`the ${kind} ${key} has ${option}`, option)});
      const place = typeof file === 'string' ? placeOf(file, around) : undefined;
      if (place && !isInside(place, around.workspace) && place.kind !== 'missing')
        notes.push({
          at: [...at, 'file'],
          ...given(`the ${kind} ${key} is ${place.real} of this machine`, permitOf(place)),
        });
      return [key, {...mapOf(definition), ...(place && {file: place.real})}];
    },
  );
  return {resources: Object.fromEntries(resources), notes};
};
