import type {ComposeModel, ComposeService} from '../compose/model.ts';
import {treatBuild} from './build.ts';
import {treatMount} from './mounts.ts';
import {mapOf, own, treat, type Note} from './note.ts';
import type {Surroundings} from './places.ts';
import {LOGGING, SERVICE_RULES} from './serviceRules.ts';

/** The services of a run. `once` is the one whose end is awaited. */
export const treatServices = (
  model: ComposeModel,
  around: Surroundings,
  once: string | undefined,
): {services: Record<string, ComposeService>; notes: Note[]} => {
  const images = builtImages(model, around);
  const notes: Note[] = [];
  const services = Object.entries(model.services).map(([name, service]): [string, ComposeService] => {
    const treated = treatService(name, service, around);
    notes.push(...treated.notes);
    const image = imageOf(name, service);
    return [
      name,
      {...treated.service, ...(image !== undefined && {image}), ...(name === once && {restart: 'no'})},
    ];
  });
  return {services: Object.fromEntries(services), notes};

  function imageOf(name: string, {image, build}: ComposeService): string | undefined {
    if (build !== undefined) return imageName(around, name);
    return image === undefined ? undefined : (images.get(image) ?? image);
  }
};

/** Names of the project's choosing that images would be built under, and what they are called for this run. */
const builtImages = ({services}: ComposeModel, around: Surroundings): Map<string, string> =>
  new Map(
    Object.entries(services).flatMap(([name, {build, image}]) =>
      build === undefined || image === undefined ? [] : [[image, imageName(around, name)] as const],
    ),
  );

/** Services may have capitals, images may not. */
const imageName = ({composeProject}: Surroundings, service: string): string =>
  `${composeProject}-${service}`.toLowerCase();

const treatService = (
  name: string,
  {build, volumes = [], networks, ...others}: ComposeService,
  around: Surroundings,
): {service: ComposeService; notes: Note[]} => {
  const at = ['services', name];
  const {part, notes} = treat(others, SERVICE_RULES, {at, of: {name, around}});
  const mounts = volumes.map(mount => treatMount({...mount}, {name, around}));
  for (const {notes: findings} of mounts)
    notes.push(...findings.map(finding => ({at: [...at, 'volumes'], ...finding})));
  const built = build && treatBuild(build, {name, around});
  notes.push(...(built?.notes ?? []));
  const addresses = networks === undefined ? undefined : ownAddresses(name, mapOf(networks));
  notes.push(...(addresses?.notes ?? []));
  return {
    service: {
      ...part,
      labels: around.labels,
      logging: LOGGING,
      ...(others['ipc'] === 'host' && {shm_size: others['shm_size'] ?? '2g'}),
      ...(built && {build: built.build}),
      ...(mounts.length > 0 && {volumes: mounts.map(({mount}) => mount)}),
      ...(addresses && {networks: addresses.networks}),
    } as unknown as ComposeService,
    notes,
  };
};

/** What a service may say of its place in a network; a fixed address is not there in a network of the run's own. */
const STAYS = new Set(['aliases', 'priority', 'gw_priority', 'interface_name']);

const ownAddresses = (
  name: string,
  networks: Record<string, unknown>,
): {networks: Record<string, unknown>; notes: Note[]} => {
  const notes: Note[] = [];
  const treated = Object.entries(networks).map(([key, place]): [string, unknown] => {
    const entries = Object.entries(mapOf(place));
    const gone = entries.filter(([option]) => !STAYS.has(option) && !option.startsWith('x-'));
    if (gone.length > 0) {
      const says = `${name} has no fixed ${gone.map(([option]) => option).join(', ')} in the network ${key}`;
      notes.push({at: ['services', name, 'networks', key], ...own(says)});
    }
    return [key, place === null ? null : Object.fromEntries(entries.filter(([option]) => STAYS.has(option)))];
  });
  return {networks: Object.fromEntries(treated), notes};
};
