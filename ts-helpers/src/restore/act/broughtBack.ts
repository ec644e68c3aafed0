import type {ServerLook} from '../../engines/engine.ts';
import {engineFor} from '../../engines/engines.ts';
import {ask, type Inside} from '../../engines/inside.ts';
import {largeOf} from '../../engines/large.ts';
import type {Docker} from '../../outside/docker.ts';
import {restoreMoment, type RestoreNeeds as MomentNeeds} from '../../pitr/restore.ts';
import type {FoundServer, MomentServer, MomentSource} from '../plan.ts';
import {isLoading} from '../../archive/nameBeside.ts';
import type {Aside} from './aside.ts';
import type {DatabaseNeeds} from './databases.ts';
import {folderLabel} from './folders.ts';

export interface BringNeeds extends MomentNeeds, Omit<DatabaseNeeds, 'clock'> {
  docker: MomentNeeds['docker'] & Pick<Docker, 'removeThrowAway'>;
  clock: DatabaseNeeds['clock'] & MomentNeeds['clock'];
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
    const large = await largeOf(inside, needs.compressing);
    all.push({server, inside, large, look, found: await foundIn(server, {inside, look}), reached});
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
