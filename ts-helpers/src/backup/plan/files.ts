import path from 'node:path';
import {dataFolderOf, type Engine} from '../../compose/engine.ts';
import {type Stillness, stillnessOf} from './label.ts';
import type {BackupFacts} from './facts.ts';
import {type Mounted, mountsOf} from './mounts.ts';
import {DATA, engineOfService, isOfData, type PlannedServer} from './servers.ts';

/** A volume or folder whose files are kept. */
export interface PlannedFiles {
  type: 'volume' | 'bind';
  /** As the compose files call it. */
  name: string;
  services: readonly string[];
  /** As the engine calls it, or its path. */
  source: string;
  /** An image that is here; nothing of it runs. */
  image: string;
  /** Where the first of the services has it. */
  target: string;
}

export interface LeftOut {
  what: string;
  why: string;
}

/** What cannot be kept as it is, and why. */
export interface Refused extends LeftOut {
  remedy?: string;
}

export interface JudgedMounts {
  files: PlannedFiles[];
  leftOut: LeftOut[];
  refused: Refused[];
}

/** What is to become of everything that services have of the host and of volumes. */
export const judgeMounts = (facts: BackupFacts, servers: readonly PlannedServer[]): JudgedMounts => {
  const judged: JudgedMounts = {files: [], leftOut: [], refused: []};
  for (const mount of mountsOf(facts)) {
    const why = leftOutBecause(mount, facts, servers);
    if (why !== undefined) {
      judged.leftOut.push({what: whatIs(mount), why});
      continue;
    }
    const engine = liveEngine(mount, facts);
    if (engine !== undefined) {
      judged.refused.push({what: whatIs(mount), why: `${engine.title} writes to it as it likes`});
      continue;
    }
    judged.files.push(...filesOf(mount, facts));
  }
  return judged;
};

const whatIs = ({type, name}: Mounted): string => `${type === 'volume' ? 'volume' : 'folder'} ${name}`;

/** Of the host itself, and no data of the project. */
const OF_THE_HOST = [
  '/var/run',
  '/run',
  '/proc',
  '/sys',
  '/dev',
  '/etc/localtime',
  '/etc/timezone',
  '/lib/modules',
  '/etc/ssl',
  '/var/lib/docker',
];

const leftOutBecause = (
  mount: Mounted,
  facts: BackupFacts,
  servers: readonly PlannedServer[],
): string | undefined => {
  const {type, name, source, by} = mount;
  const {settings, volumes, own} = facts;
  if (isLeft(mount, settings.leave)) return 'named in `backup: {leave}`';
  if (type === 'volume' && !volumes.has(source)) return 'is not there: nothing was ever in it';
  const ofServer = servers.find(server => isDataOf(mount, server, facts));
  if (ofServer !== undefined)
    return `${ofServer.title} of ${ofServer.service} keeps its files in it, and is dumped`;
  if (by.every(({isReadOnly}) => isReadOnly)) return 'is only read';
  if (type === 'volume') return undefined;
  if (OF_THE_HOST.some(place => source === place || source.startsWith(`${place}/`))) return 'is of the host';
  if (own[source]?.is === 'tracked') return 'all of it is in the repository';
  if (own[source]?.is === 'missing') return 'is not there';
  return name === '/' ? 'is the whole host' : undefined;
};

/** By the name of the volume or folder, or as all services that have it are named. */
const isLeft = ({name, source, by}: Mounted, leave: readonly string[]): boolean => {
  const names = [name, source].map(bare);
  return leave.some(one => names.includes(bare(one))) || by.every(({service}) => leave.includes(service));
};

/** A folder, however it is written. */
export const bare = (text: string): string => text.replace(/^\.\//, '').replace(/\/$/, '');

const isDataOf = ({by}: Mounted, server: PlannedServer, facts: BackupFacts): boolean => {
  const folders = dataFolders(server, facts);
  return by.some(({service, target}) => service === server.service && isOfData(target, folders));
};

/** In which a server keeps what its dump has. */
export const dataFolders = ({service, kind}: PlannedServer, facts: BackupFacts): string[] => {
  const engine = engineOfService(service, facts);
  const container = facts.containers.find(one => one.service === service);
  const told = engine && dataFolderOf(engine, {command: container?.command, variables: container?.variables});
  return [...(DATA[kind] ?? []), ...(told === undefined ? [] : [told])];
};

/** An engine that has it, writes to it, and does not keep still. Those that work in memory write their files whole. */
const liveEngine = ({by}: Mounted, facts: BackupFacts): Engine | undefined =>
  by
    .filter(({isReadOnly, service}) => !isReadOnly && stillnessOf(facts.model, service) === undefined)
    .map(({service}) => engineOfService(service, facts))
    .find(engine => engine !== undefined && !engine.isInMemory);

const filesOf = ({type, name, source, by}: Mounted, {containers, own}: BackupFacts): PlannedFiles[] => {
  const services = by.map(({service}) => service);
  const target = by[0]?.target ?? '/';
  const image = (containers.find(one => services.includes(one.service)) ?? containers[0])?.imageId ?? '';
  const {is, paths = []} = own[source] ?? {};
  const inside = type === 'bind' && is === 'mixed' ? paths : [''];
  return inside.map(place => ({
    type,
    name: path.posix.join(name, place),
    source: type === 'bind' ? path.posix.join(source, place) : source,
    services,
    image,
    target: path.posix.join(target, place),
  }));
};

/** Services that keep still while these are copied, and how. */
export const stillness = (
  files: readonly PlannedFiles[],
  {model}: BackupFacts,
): {service: string; how: Stillness}[] =>
  [...new Set(files.flatMap(({services}) => services))].flatMap(service => {
    const how = stillnessOf(model, service);
    return how === undefined ? [] : [{service, how}];
  });
