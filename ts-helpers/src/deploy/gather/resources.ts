import {createHash} from 'node:crypto';
import type {ComposeResource, Container, EngineNetwork, EngineVolume} from '../../compose/model.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {Docker} from '../../outside/docker.ts';
import type {DeployFacts} from '../plan/facts.ts';
import type {OwnNetwork, OwnVolume} from '../plan/ownResources.ts';

/** Networks and volumes of the project as they are, beside what the compose files say of them. */
export const findResources = async (
  {composeProject, model}: Pick<DeployFacts, 'composeProject' | 'model'>,
  containers: readonly Container[],
  docker: Pick<Docker, 'networks' | 'volumes'>,
): Promise<Pick<DeployFacts, 'networks' | 'volumes'>> => {
  const label = projectLabel(composeProject);
  const [networks, volumes] = await Promise.all([docker.networks(label), docker.volumes(label)]);
  const own = new Set(containers.map(({id}) => id));
  return {
    networks: networks.map(network => networkFor(network, model.networks ?? {}, own)),
    volumes: volumes.map(volume => volumeFor(volume, model.volumes ?? {})),
  };
};

type Resources = Readonly<Record<string, ComposeResource | null>>;

const networkFor = (
  {id, name, options, labels, containers}: EngineNetwork,
  wanted: Resources,
  own: ReadonlySet<string>,
): OwnNetwork => {
  const others = containers.filter(one => !own.has(one.id)).map(one => one.name);
  const common = {id, name, others};
  const found = namedIn(wanted, name);
  if (found === undefined) return {...common, isAnother: false, changes: []};
  const [key, definition] = found;
  const isAnother =
    definition.external !== true &&
    (differs(definition, labels) || (labels[KEY] !== undefined && labels[KEY] !== key));
  return {...common, key, isAnother, changes: isAnother ? changesOf(definition, options) : []};
};

const volumeFor = ({name, createdAt, labels}: EngineVolume, wanted: Resources): OwnVolume => {
  const [key, definition] = namedIn(wanted, name) ?? [];
  const isOtherwise =
    definition !== undefined &&
    definition.external !== true &&
    differs({...definition, driver: definition['driver'] ?? 'local'}, labels);
  return {name, isOtherwise, ...(key !== undefined && {key}), ...(createdAt !== undefined && {createdAt})};
};

const namedIn = (all: Resources, name: string): [string, ComposeResource] | undefined => {
  const [key, definition] = Object.entries(all).find(([key, one]) => (one?.name ?? key) === name) ?? [];
  return key === undefined ? undefined : [key, definition ?? {}];
};

/**
 * Compose gives what it makes a label, a digest of its definition, and makes a network anew where it is another
 * (`NetworkHash`, `VolumeHash` in docker/compose, pkg/compose/hash.go). Older versions give none.
 */
const differs = (definition: ComposeResource, labels: EngineNetwork['labels']): boolean => {
  const known = labels[HASH];
  return known !== undefined && known !== '' && known !== digestOf(definition);
};

/** Of the fields in the order of Compose, as Go writes JSON. */
export const digestOf = (definition: ComposeResource): string => {
  const text = JSON.stringify(Object.fromEntries(FIELDS.map(field => [field, definition[field]])));
  const escaped = text.replace(
    /[<>&\u2028\u2029]/g,
    one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return createHash('sha256').update(escaped).digest('hex');
};

/** Of a network; a volume has fewer. */
const FIELDS = [
  ...['name', 'driver', 'driver_opts', 'ipam', 'external', 'internal', 'attachable', 'labels'],
  ...['enable_ipv4', 'enable_ipv6'],
];

const changesOf = (definition: ComposeResource, options: EngineNetwork['options']): string[] =>
  Object.entries(DEFAULTS)
    .filter(
      ([name, usual]) => JSON.stringify(definition[name] ?? usual) !== JSON.stringify(options[name] ?? usual),
    )
    .map(([name]) => name);

const DEFAULTS: Readonly<Record<string, unknown>> = {
  driver: 'bridge',
  internal: false,
  attachable: false,
  enable_ipv6: false,
  driver_opts: {},
};

const HASH = 'com.docker.compose.config-hash';
const KEY = 'com.docker.compose.network';
