import {databaseMember, rolesMember} from '../../archive/members.ts';
import type {DatabaseManifest, ServerManifest} from '../../archive/manifest.ts';
import {passingDump} from '../../engines/dumped.ts';
import type {ServerLook} from '../../engines/engine.ts';
import {engineFor} from '../../engines/engines.ts';
import {ask, type Inside} from '../../engines/inside.ts';
import {type Large, largeOf} from '../../engines/large.ts';
import {UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import {restoreMoment, type RestoreNeeds as MomentNeeds} from '../../pitr/restore.ts';
import type {Sink} from '../../verify/download.ts';
import type {FoundServer, MomentServer, MomentSource, ServerSwap} from '../plan.ts';
import {isLoading} from '../plan/names.ts';
import {type DatabaseNeeds, loadingSinks} from './databases.ts';
import {folderLabel} from './folders.ts';
import type {Stored} from './stored.ts';

export interface BringNeeds extends MomentNeeds, Omit<DatabaseNeeds, 'clock'> {
  docker: MomentNeeds['docker'] & Pick<Docker, 'removeThrowAway'>;
  clock: DatabaseNeeds['clock'] & MomentNeeds['clock'];
}

/** A server in a container that nobody can reach, whose databases take the place of others. */
export interface Aside {
  server: Pick<MomentServer, 'service' | 'image' | 'imageId'>;
  inside: Inside;
  look: ServerLook;
}

/** As it was at a moment. */
export interface BroughtBack extends Aside {
  server: MomentServer;
  found: FoundServer;
  /** The last change that came back. */
  reached: string | undefined;
}

const engine = engineFor('postgres');

/** Whatever becomes of the work, in the end they are gone. */
export const whileBack = async <T>(
  composeProject: string,
  {docker}: Pick<BringNeeds, 'docker'>,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } finally {
    await docker.removeThrowAway(folderLabel(composeProject));
  }
};

/** Throws BACKUP_MISSING, PITR_GAP and PITR_FAILED. */
export const bringBack = async (
  {kept, at}: MomentSource,
  {project, composeProject}: {project: string; composeProject: string},
  needs: BringNeeds,
): Promise<BroughtBack[]> => {
  const all: BroughtBack[] = [];
  const label = folderLabel(composeProject);
  for (const server of kept) {
    const {base, timeline} = server;
    const from = {label: base.label, timeline};
    const {inside, reached} = await restoreMoment({...server, project, label, moment: at, from}, needs);
    const look = await engine.look(inside);
    all.push({server, inside, look, found: await foundIn(server, {inside, look}), reached});
  }
  return all;
};

/** Those that a dump has rows of: not what an extension brings. */
const TABLES = `select coalesce(json_agg(c.oid::regclass::text), '[]') from pg_class c where relkind = 'r'
  and relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

const foundIn = async (
  {service}: MomentServer,
  {inside, look}: {inside: Inside; look: ServerLook},
): Promise<FoundServer> => {
  const databases: FoundServer['databases'][number][] = [];
  for (const {name, bytes} of look.databases.filter(one => !isLoading(one.name))) {
    const said = await ask(inside, [...(engine.query(name) ?? []), '--command', TABLES]);
    databases.push({name, bytes, tables: JSON.parse(said) as string[]});
  }
  return {service, databases};
};

/** All that has a place, beside what is used. Resolves to what was loaded, to compare it with. Throws RESTORE_FAILED. */
export const loadBroughtBack = async (
  {back, at}: {back: readonly Aside[]; at: Date},
  swaps: readonly ServerSwap[],
  needs: DatabaseNeeds,
): Promise<Stored> => {
  const servers: ServerManifest[] = [];
  for (const one of back) {
    const swap = swaps.find(({service}) => service === one.server.service);
    if (swap !== undefined) servers.push(await loadServer(one, swap, needs));
  }
  return {at: at.toISOString(), files: [], servers};
};

const loadServer = async (
  {server: {service, image, imageId}, inside, look}: Aside,
  swap: ServerSwap,
  needs: DatabaseNeeds,
): Promise<ServerManifest> => {
  const large = await largeOf(inside, needs.compressing);
  const roles = {member: rolesMember(service), names: look.roles, bytes: 0};
  const {version, owner} = look;
  const empty = swap.loads.map(({name}): DatabaseManifest => ({
    name,
    member: databaseMember(service, name),
    bytes: 0,
    tables: {},
  }));
  const server = {
    kind: 'postgres' as const,
    version,
    service,
    image,
    imageId,
    owner,
    roles,
    databases: empty,
  };
  const sinks = new Map(await loadingSinks(swap, server, needs));
  await passed(engine.dumpRoles(look) ?? [], large, sinks.get(roles.member));
  const databases: DatabaseManifest[] = [];
  for (const {name, member} of empty) {
    const {isComplete, bytes, schema, tables} = await passed(
      engine.dump(name, look),
      large,
      sinks.get(member),
    );
    if (!isComplete)
      throw new UserError('RESTORE_FAILED', `The dump of ${name} of ${service} ends before its end.`, {
        where: service,
      });
    databases.push({name, member, bytes, schema, tables});
  }
  return {...server, databases};
};

const passed = async (words: readonly string[], large: Large, sink: Sink | undefined) => {
  if (sink === undefined) throw new Error('nothing takes what was brought back');
  const {dump, read} = passingDump({engine, large}, words);
  await sink(dump);
  return read();
};
