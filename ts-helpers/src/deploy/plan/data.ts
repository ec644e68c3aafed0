import {isClientOf} from '../../compose/client.ts';
import type {ComposeModel, ComposeMount, Container, ContainerMount} from '../../compose/model.ts';
import {
  dataFolderOf,
  type Engine,
  engineOf,
  seriesOf,
  usualFolderOf,
  versionIn,
  versionOf,
} from '../../compose/engine.ts';
import {isUnnamed, volumeName} from '../../compose/volumes.ts';
import type {DeployFacts} from './facts.ts';
import {type Fate, fatesOf} from './fates.ts';

/** What would become of the data of a service that comes up anew. */
export type Risk = {service: string; container: Container} & (
  | {what: 'other volume'; had: Mount; gets: Mount}
  | {what: 'no volume'; had: Mount}
  | {what: 'moved'; had: Mount; to: string}
  | {what: 'other folder'; from: string; to: string}
  | {what: 'other version'; engine: Engine; from: string; to: string; isOlder: boolean}
  | {what: 'no version'; engine: Engine; from: string; image: string}
  | {what: 'other engine'; from: Engine; to: Engine}
);

/** What a container has somewhere. */
export interface Mount {
  type: string;
  /** Name of a volume, path of a folder; empty where it has none. */
  source: string;
  target: string;
  /** As the compose file calls it. */
  written?: string;
}

type Known = Pick<
  DeployFacts,
  | 'model'
  | 'containers'
  | 'networks'
  | 'volumes'
  | 'release'
  | 'proxies'
  | 'reloaded'
  | 'seeing'
  | 'fingerprints'
  | 'before'
  | 'dataFolders'
  | 'recreates'
>;

/** What nobody has asked for. */
export const unaskedRisks = (facts: Known): Risk[] =>
  risksOf(facts).filter(({service}) => !facts.recreates.includes(service));

/** And what was asked for by name. */
export const askedRisks = (facts: Known): Risk[] =>
  risksOf(facts).filter(({service}) => facts.recreates.includes(service));

/**
 * Services whose containers are made anew and would not find the data that those before them had. Who goes back to
 * what was there before a release that failed loses nothing that was there then.
 */
const risksOf = (facts: Known): Risk[] => {
  const going = new Set(
    fatesOf(facts, facts.fingerprints)
      .filter(({does}) => !LEFT_ALONE.includes(does))
      .map(({service}) => service),
  );
  return Object.keys(facts.model.services)
    .filter(service => going.has(service))
    .flatMap(service => {
      const found = riskOf(service, facts.containers, facts);
      if (found.length === 0 || facts.before === undefined) return found;
      return riskOf(service, facts.before, facts).length === 0 ? [] : found;
    });
};

const LEFT_ALONE: readonly Fate['does'][] = ['go on', 'reload', 'scale'];

/** All that has become another, each thing once, however many containers the service has. */
const riskOf = (service: string, containers: readonly Container[], facts: Known): Risk[] => {
  const [first, ...others] = containers.filter(one => one.service === service);
  if (first === undefined) return [];
  const found = risksWith(first, facts);
  return found.length > 0
    ? found
    : (others.map(one => risksWith(one, facts)).find(all => all.length > 0) ?? []);
};

const risksWith = (container: Container, facts: Known): Risk[] => {
  const {service} = container;
  const {model} = facts;
  const wanted = mountsOf(service, model);
  if (wanted === undefined) return [];
  const data = dataOf(container, facts);
  const lost = data.flatMap(had => {
    const risk = lostMount(had, wanted);
    return risk === undefined ? [] : {...risk, service, container};
  });
  // What is told of its files is told of those that it will have.
  if (lost.length > 0 || data.length === 0) return lost;
  const other = otherProgram(container, model) ?? otherFolder(container, model);
  return other === undefined ? [] : [{...other, service, container}];
};

/** What the container writes and is meant to stay. */
const dataOf = (container: Container, {model, dataFolders}: Known): ContainerMount[] => {
  const {service, image, mounts = []} = container;
  const engine = engineOf(image) ?? engineOf(model.services[service]?.image);
  const keepsAll = engine !== undefined && engine.isInMemory !== true && !isClientOf(container);
  return mounts
    .filter(({isWritable}) => isWritable)
    .filter(({type, source}) => {
      if (type === 'volume') return keepsAll || !isUnnamed(source);
      return type === 'bind' && dataFolders.includes(source);
    });
};

/** What the service will have; undefined where that is not in the model. */
const mountsOf = (service: string, model: ComposeModel): Mount[] | undefined => {
  const {volumes = [], volumes_from: from = [], provider} = model.services[service] ?? {};
  if (provider !== undefined || !Array.isArray(from)) return undefined;
  const others = from.map(String).map(one => one.replace(/:r[ow]$/, ''));
  if (others.some(one => one.startsWith('container:'))) return undefined;
  return [
    ...volumes.map(mount => mountIn(mount, model)),
    ...others.flatMap(other => (model.services[other]?.volumes ?? []).map(mount => mountIn(mount, model))),
  ];
};

const mountIn = ({type, source = '', target}: ComposeMount, model: ComposeModel): Mount => ({
  type,
  source: type === 'volume' ? volumeName(source, model) : source,
  target: cleaned(target),
  written: source,
});

const cleaned = (target: string): string => (target.length > 1 ? target.replace(/\/$/, '') : target);

type Lost =
  | {what: 'other volume'; had: Mount; gets: Mount}
  | {what: 'no volume'; had: Mount}
  | {what: 'moved'; had: Mount; to: string};

const lostMount = (had: ContainerMount, wanted: readonly Mount[]): Lost | undefined => {
  const there = wanted.find(({target}) => target === cleaned(had.target));
  if (there !== undefined && isSame(had, there)) return undefined;
  if (there !== undefined && (there.source !== '' || there.type !== 'volume'))
    return {what: 'other volume', had, gets: there};
  // Compose hands on what has no name in the files, to where it was.
  if (had.type === 'volume' && isUnnamed(had.source)) return undefined;
  const elsewhere = wanted.find(mount => isSame(had, mount));
  return elsewhere === undefined ? {what: 'no volume', had} : {what: 'moved', had, to: elsewhere.target};
};

/** Docker Desktop shows folders of its host below one of its own. */
const isSame = (had: ContainerMount, mount: Mount): boolean =>
  had.type === mount.type && had.source.replace(/^\/host_mnt\//, '/') === mount.source;

type Other = Pick<Risk, 'what'> &
  (
    | {what: 'other version'; engine: Engine; from: string; to: string; isOlder: boolean}
    | {what: 'no version'; engine: Engine; from: string; image: string}
    | {what: 'other engine'; from: Engine; to: Engine}
  );

/** Of what is built here, nothing is known before. */
const otherProgram = (container: Container, model: ComposeModel): Other | undefined => {
  const {image, build} = model.services[container.service] ?? {};
  const engine = engineOf(image);
  if (engine === undefined || image === undefined || build !== undefined) return undefined;
  const known = engineOf(container.image);
  if (known !== undefined && known.kind !== engine.kind)
    return {what: 'other engine', from: known, to: engine};
  const had = versionOf(engine, container);
  if (had === undefined || image === container.image) return undefined;
  const from = seriesOf(engine, had);
  const to = versionIn(engine, image);
  if (to === undefined) return {what: 'no version', engine, from: from.is, image};
  const gets = seriesOf(engine, to);
  if (gets.is === from.is) return undefined;
  if (!gets.isWhole && from.is.startsWith(`${gets.is}.`))
    return {what: 'no version', engine, from: from.is, image};
  if (!from.isWhole && gets.is.startsWith(`${from.is}.`)) return undefined;
  return {what: 'other version', engine, from: from.is, to: gets.is, isOlder: isOlder(gets.is, from.is)};
};

const isOlder = (one: string, other: string): boolean => one.localeCompare(other, 'en', {numeric: true}) < 0;

const otherFolder = (
  container: Container,
  model: ComposeModel,
): {what: 'other folder'; from: string; to: string} | undefined => {
  const service = model.services[container.service] ?? {};
  const engine = engineOf(service.image);
  if (engine === undefined || service.build !== undefined) return undefined;
  const usual = usualFolderOf(engine, service);
  const from = dataFolderOf(engine, container) ?? usual;
  const to =
    dataFolderOf(engine, {command: service['command'], variables: service.environment ?? {}}) ?? usual;
  if (from === undefined || to === undefined || cleaned(from) === cleaned(to)) return undefined;
  return {what: 'other folder', from, to};
};
