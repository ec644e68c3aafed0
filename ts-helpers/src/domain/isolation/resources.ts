import type {ComposeModel} from '../compose.ts';
import {given, listOf, mapOf, own, shared, type Note} from './note.ts';
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
    const differs = others ?? (isBound || driver !== 'local' ? 'what it is bound to' : undefined);
    return {
      definition: {
        name: `${around.composeProject}_${key}`,
        labels: around.labels,
        ...(isMemory && driver === 'local' && {driver_opts: options}),
      },
      says: differs === undefined ? [] : [`the volume ${key} is its own and empty, not ${differs}`],
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
      says: fixed.length === 0 ? [] : [`the network ${key} is its own: ${fixed.join(', ')}`],
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

const resourcesOf = (
  section: 'volumes' | 'networks',
  model: ComposeModel,
  treat: (resource: Treating) => {definition: Record<string, unknown>; says: string[]},
): TreatedResources => {
  const treated = Object.entries(model[section] ?? {}).map(([key, given]) => {
    const definition = mapOf(given);
    const name = definition['name'];
    const others =
      definition['external'] === true || (name !== undefined && name !== `${model.name}_${key}`)
        ? String(name ?? key)
        : undefined;
    return {key, ...treat({key, definition, others})};
  });
  return {
    resources: Object.fromEntries(treated.map(({key, definition}) => [key, definition])),
    notes: treated.flatMap(({key, says}) => says.map(sentence => ({at: [section, key], ...own(sentence)}))),
  };
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
