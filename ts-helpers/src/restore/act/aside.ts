import type {Readable} from 'node:stream';
import {databaseMember, rolesMember} from '../../archive/members.ts';
import type {DatabaseManifest, EngineKind, ServerManifest} from '../../archive/manifest.ts';
import {insideOf} from '../../engines/container.ts';
import {passingDump} from '../../engines/dumped.ts';
import type {ServerLook} from '../../engines/engine.ts';
import {engineFor} from '../../engines/engines.ts';
import type {Inside} from '../../engines/inside.ts';
import {type Large, largeOf} from '../../engines/large.ts';
import {UserError} from '../../errors/userError.ts';
import type {Sink} from '../../verify/download.ts';
import {isOfServer, type LiveServer, type ServerSwap, type Swap} from '../plan.ts';
import {cloneSinks} from './clones.ts';
import {type DatabaseNeeds, loading} from './databases.ts';
import type {Places} from './places.ts';
import type {ServerFacts} from './servers.ts';

/** A server in a container that nobody can reach, whose databases take the place of others. */
export interface Aside {
  server: Pick<ServerManifest, 'service' | 'image' | 'imageId'>;
  inside: Inside;
  large: Large;
  look: ServerLook;
}

/** All that has a place, beside what is used. Resolves to what was loaded, to compare it with. Throws RESTORE_FAILED. */
export const loadAside = async (
  back: readonly Aside[],
  swaps: readonly ServerSwap[],
  needs: DatabaseNeeds,
): Promise<ServerManifest[]> => {
  const servers: ServerManifest[] = [];
  for (const one of back) {
    const swap = swaps.find(({service}) => service === one.server.service);
    if (swap === undefined) continue;
    const stored = unread(one, {kind: swap.kind, databases: swap.loads, roles: one.look.roles});
    const sinks = new Map((await loading(swap, stored, needs)).sinks);
    const {dumpRoles} = engineFor(swap.kind);
    servers.push(await poured(one, {stored, sinks, roles: dumpRoles(one.look), from: one.inside}, needs));
  }
  return servers;
};

/** The same of servers that trade places whole: users stay those that the server has now, or whom its image makes. */
export const loadWhole = async (
  back: readonly Aside[],
  {folders, facts}: {folders: Swap['folders']; facts: Omit<ServerFacts, 'manifest'>},
  {places, needs}: {places: Places; needs: DatabaseNeeds},
): Promise<ServerManifest[]> => {
  const wanted: {one: Aside; stored: ServerManifest; live: Live}[] = [];
  for (const {server} of folders.filter(isOfServer)) {
    const one = back.find(aside => aside.server.service === server.service);
    if (one === undefined) throw new Error(`${server.service} was not restored aside`);
    const live = await liveOf(server, facts.servers, needs);
    const databases = server.databases.map(name => ({name}));
    wanted.push({
      one,
      live,
      stored: unread(one, {
        kind: server.kind,
        databases,
        roles: server.hasUsersOfImage ? undefined : live.look.roles,
      }),
    });
  }
  const clones = await places.startServers({...facts, manifest: {servers: wanted.map(({stored}) => stored)}});
  const sinks = new Map(cloneSinks(clones));
  const servers: ServerManifest[] = [];
  for (const {one, stored, live} of wanted) {
    const roles = engineFor(stored.kind).dumpRoles(live.look);
    servers.push(await poured(one, {stored, sinks, roles, from: live.inside}, needs));
  }
  return servers;
};

interface Live {
  inside: Inside;
  look: ServerLook;
}

const liveOf = async (
  {service, kind}: {service: string; kind: EngineKind},
  servers: readonly LiveServer[],
  {pipes}: Pick<DatabaseNeeds, 'pipes'>,
): Promise<Live> => {
  const container = servers.find(one => one.service === service)?.container?.id ?? '';
  const inside = insideOf(container, kind, pipes);
  return {inside, look: await engineFor(kind).look(inside)};
};

const unread = (
  {server: {service, image, imageId}, look: {version, owner}}: Aside,
  {
    kind,
    databases,
    roles,
  }: {kind: EngineKind; databases: readonly {name: string}[]; roles: string[] | undefined},
): ServerManifest => ({
  ...{kind, version, service, image, imageId, owner},
  ...(roles && {roles: {member: rolesMember(service), names: roles, bytes: 0}}),
  databases: databases.map(({name}) => ({
    name,
    member: databaseMember(service, name),
    bytes: 0,
    tables: {},
  })),
});

interface Pouring {
  stored: ServerManifest;
  sinks: ReadonlyMap<string, Sink>;
  /** What dumps roles, where there are some; and out of which server. */
  roles: readonly string[] | null;
  from: Inside;
}

/** Roles, and each database, with what is known of it once it has passed. */
const poured = async (
  {inside, large}: Aside,
  {stored, sinks, roles, from}: Pouring,
  needs: DatabaseNeeds,
): Promise<ServerManifest> => {
  const {kind, service} = stored;
  if (roles !== null) {
    const own = from === inside ? large : await largeOf(from, needs.compressing);
    await passed(roles, {kind, large: own}, sinks.get(stored.roles?.member ?? ''));
  }
  const look = await engineFor(kind).look(inside);
  const databases: DatabaseManifest[] = [];
  for (const {name, member} of stored.databases) {
    const words = engineFor(kind).dump(name, look);
    const {isComplete, bytes, schema, tables} = await passed(words, {kind, large}, sinks.get(member));
    if (!isComplete)
      throw new UserError('RESTORE_FAILED', `The dump of ${name} of ${service} ends before its end.`, {
        where: service,
      });
    databases.push({name, member, bytes, ...(schema !== undefined && {schema}), tables});
  }
  return {...stored, databases};
};

const passed = async (
  words: readonly string[],
  {kind, large}: {kind: EngineKind; large: Large},
  sink: ((body: Readable) => Promise<void>) | undefined,
) => {
  if (sink === undefined) throw new Error('nothing takes what was brought back');
  const {dump, read} = await passingDump({engine: engineFor(kind), large}, words);
  await sink(dump);
  return read();
};
