import {lineOf} from '../compose/sourcePlaces.ts';
import {isOfMachine} from '../compose/machinePlaces.ts';
import type {ComposeModel, ComposeService} from '../compose/model.ts';
import type {ComposeSource} from '../compose/source.ts';
import type {SwarmNode} from '../compose/swarm.ts';
import {UserError} from '../errors/userError.ts';
import type {Warning} from '../result/result.ts';
import {replicasOf} from '../health/services.ts';
import {counted} from '../text/plain.ts';
import {hasRegistry} from './images.ts';
import {LOST, READ, UNHEARD} from './lost.ts';
import {nodesFor, othersFor} from './nodes.ts';

export interface Place {
  model: ComposeModel;
  sources: readonly ComposeSource[];
  folder: string;
  nodes: readonly SwarmNode[];
  /** The one that is asked, where images are built and files lie. */
  here: string;
}

/** What of the files a swarm would leave out, or could not do, and that matters. */
export const swarmFindings = (place: Place): UserError[] => [
  ...Object.entries(place.model.services).flatMap(([name, service]) => [
    ...lostBy(name, service, place),
    ...boundPorts(name, service, place),
    ...crowdedPorts(name, service, place),
    ...elsewhere(name, service, place),
  ]),
  ...unreadable(place),
];

/** What it leaves out that no service needs to run, and what nodes may lack. */
export const swarmWarnings = (place: Warned): Warning[] => [...leftOut(place), ...homemadeImages(place)];

type Warned = Omit<Place, 'folder'> & {homemade: readonly string[]};

const leftOut = ({model, sources}: Warned): Warning[] =>
  Object.entries(model.services).flatMap(([name, service]) =>
    Object.keys(service)
      .filter(key => isSaid(service[key]) && !(key in LOST) && !READ.has(key))
      .map(key => ({
        code: 'NOT_FOR_SWARM',
        message: `A swarm does not know \`${key}:\` of ${name} (${lineOf(sources, ['services', name, key])}): it runs without.`,
        remedy: UNHEARD[key] ?? `Leave \`${key}:\` out, or deploy with \`target: compose\`.`,
      })),
  );

/** Somebody may have brought them there: so it is no reason to refuse them. */
const homemadeImages = ({model, sources, homemade, ...swarm}: Warned): Warning[] =>
  Object.entries(model.services).flatMap(([name, service]) => {
    const {image = '', build} = service;
    const others = othersFor(service, swarm);
    if (build !== undefined || !homemade.includes(image) || others.length === 0) return [];
    const names = others.map(one => one.name).join(', ');
    return [
      {
        code: 'NOT_FOR_SWARM',
        message: `The image ${image} of ${name} is on this node, and came from no registry: ${names} may run ${name}, and has to have it too (${lineOf(sources, ['services', name, 'image'])}).`,
        remedy: `Push it to a registry, and name it so. Or ${pinnedTo(swarm.here, swarm.nodes)}`,
      },
    ];
  });

const notForSwarm = (message: string, where: string, remedy: string): UserError =>
  new UserError('NOT_FOR_SWARM', message, {where, remedy});

const lostBy = (name: string, service: ComposeService, {sources}: Place): UserError[] =>
  Object.entries(LOST)
    .filter(([key]) => isSaid(service[key]))
    .map(([key, instead]) =>
      notForSwarm(
        `A swarm does not know \`${key}:\`, without which ${name} is another service.`,
        lineOf(sources, ['services', name, key]),
        instead,
      ),
    );

const isSaid = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  !(typeof value === 'object' && Object.keys(value).length === 0);

/** Behind a proxy of the same host it is meant for nobody else. */
const boundPorts = (name: string, {ports = []}: ComposeService, {sources}: Place): UserError[] =>
  ports
    .filter(({host_ip: address = ''}) => !['', '0.0.0.0', '::'].includes(address))
    .map(({host_ip: address = '', published = ''}) =>
      notForSwarm(
        `A swarm publishes the port ${published} of ${name} at every address, and not at ${address} alone.`,
        lineOf(sources, ['services', name, 'ports'], [published]),
        'Leave the port out and let services reach it by its name, or publish it without an address.',
      ),
    );

/** A task too many waits for a node for ever. */
const crowdedPorts = (name: string, service: ComposeService, {sources, nodes}: Place): UserError[] => {
  const possible = nodesFor(service, nodes);
  const tasks = replicasOf(service);
  const isGlobal = service.deploy?.mode?.startsWith('global') === true;
  if (isGlobal || tasks <= possible.length || possible.length === 0) return [];
  return (service.ports ?? [])
    .filter(port => (port as {mode?: string}).mode === 'host' && port.published !== undefined)
    .map(({published = ''}) =>
      notForSwarm(
        `${tasks} tasks of ${name} want the port ${published} of their node (\`mode: host\`), and ${counted(possible.length, 'node')} may run it: ${possible.map(one => one.name).join(', ')}.`,
        lineOf(sources, ['services', name, 'ports'], [published]),
        'Leave `mode: host` out, and all share the port; or let it have fewer replicas.',
      ),
    );
};

/** What lies on one node is not there on another. */
const elsewhere = (name: string, service: ComposeService, place: Place): UserError[] => {
  const {sources, nodes, here, folder, model} = place;
  const possible = nodesFor(service, nodes);
  const others = othersFor(service, place);
  const names = others.map(one => one.name).join(', ');
  const pinned = pinnedTo(here, nodes);
  const found: UserError[] = [];
  if (others.length > 0 && service.build !== undefined && !hasRegistry(service.image))
    found.push(
      notForSwarm(
        `The image of ${name} is built on this node alone, and ${names} may run it too.`,
        lineOf(sources, ['services', name, 'build']),
        `Name it with your registry, and it is pushed: image: registry.example.org/${model.name}-${name}. Or ${pinned}`,
      ),
    );
  for (const {type, source = ''} of service.volumes ?? []) {
    const where = lineOf(sources, ['services', name, 'volumes'], [source]);
    const isOfFolder = type === 'bind' && (source === folder || source.startsWith(`${folder}/`));
    if (others.length > 0 && isOfFolder && !isOfMachine(source.slice(folder.length)))
      found.push(
        notForSwarm(
          `${source} lies on this node alone, and ${names} may run ${name} too.`,
          where,
          `Make it a \`config\`, or a part of the image. Or ${pinned}`,
        ),
      );
    if (possible.length > 1 && type === 'volume' && isLocal(source, model))
      found.push(
        notForSwarm(
          `Each node has a volume ${source} of its own, and ${name} may come up on ${possible.map(one => one.name).join(' or ')}: without its data.`,
          where,
          `Give the volume a driver that spans nodes. Or ${pinned}`,
        ),
      );
  }
  return found;
};

/** Hosts may have one name. */
const pinnedTo = (id: string, nodes: readonly SwarmNode[]): string => {
  const name = nodes.find(one => one.id === id)?.name;
  const isUnique = nodes.filter(one => one.name === name).length === 1;
  const node = isUnique ? `node.hostname==${name}` : `node.id==${id}`;
  return `keep the service on one node: deploy: {placement: {constraints: ["${node}"]}}`;
};

const isLocal = (source: string, {volumes = {}}: ComposeModel): boolean => {
  const volume = volumes[source];
  return (
    volume?.external !== true &&
    ['local', '', undefined].includes(volume?.['driver'] as string | undefined) &&
    !isSaid(volume?.['driver_opts'])
  );
};

/** The values of variables do not show in the model. */
const unreadable = ({model, sources}: Place): UserError[] =>
  (['configs', 'secrets'] as const).flatMap(kind =>
    Object.entries(model[kind] ?? {})
      .filter(([, {environment}]) => environment !== undefined)
      .map(([name, {environment}]) =>
        notForSwarm(
          `A swarm reads ${kind} from files, and not ${name} from the variable ${environment}.`,
          lineOf(sources, [kind, name, 'environment']),
          `Name a file: ${kind}: {${name}: {file: ./${name}.txt}}`,
        ),
      ),
  );
