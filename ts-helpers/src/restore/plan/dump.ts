import {contentWords, type DumpContent, engineKindOf} from '../../archive/content.ts';
import type {EngineKind} from '../../archive/manifest.ts';
import {UserError} from '../../errors/userError.ts';
import {type LeftAlone, OF_IMAGES} from './databases.ts';
import {
  type DumpFacts,
  type DumpSource,
  type Held,
  type HeldServer,
  isOfDump,
  type LiveServer,
} from './facts.ts';
import type {RestoreFacts, RestoreSource} from './facts.ts';
import type {RestoreStep} from './swap.ts';

/** Where a dump goes that does not say it. */
export interface DumpInto {
  live: LiveServer;
  container: NonNullable<LiveServer['container']>;
  database: string;
}

type Here = Pick<RestoreFacts, 'servers' | 'only' | 'composeProject' | 'model' | 'project'>;

/** Throws RESTORE_NOWHERE where there is no such server, or where there are several and none is named; BACKUP_NOTHING_RUNS. */
export const intoWhich = (content: DumpContent, here: Here): DumpInto => {
  const {servers, only, composeProject} = here;
  const kind = engineKindOf(content);
  const own = servers.filter(one => one.kind === kind && (only === undefined || one.service === only));
  const [live, ...others] = own;
  if (live === undefined)
    throw nowhere(`It is ${contentWords(content)}, and ${composeProject} has no server for it`, {
      only,
      remedy:
        'It needs a service of that kind: give the compose files one, and deploy. To look into it: countable backups get',
    });
  if (others.length > 0)
    throw nowhere(
      `It is ${contentWords(content)}, and ${composeProject} has several servers for it: ${own.map(({service}) => service).join(', ')}`,
      {only, remedy: 'Name the service that it is for: countable restore --service NAME'},
    );
  const {container, title, service} = live;
  if (container === undefined)
    throw new UserError('BACKUP_NOTHING_RUNS', `${title} of ${service} does not run.`, {where: service});
  return {live, container, database: databaseOf(live, here)};
};

const nowhere = (message: string, {only, remedy}: {only: string | undefined; remedy: string}): UserError =>
  new UserError('RESTORE_NOWHERE', only === undefined ? `${message}.` : `${message} called ${only}.`, {
    where: '--service',
    remedy,
  });

const NAMING: Readonly<Record<EngineKind, readonly string[]>> = {
  postgres: ['POSTGRES_DB', 'POSTGRESQL_DATABASE', 'POSTGRES_USER'],
  mysql: ['MYSQL_DATABASE', 'MARIADB_DATABASE'],
  mongo: [],
};

/** The one that the service's environment names; else the only one that is there. */
const databaseOf = (
  {service, kind, databases}: LiveServer,
  {model, project}: Pick<Here, 'model' | 'project'>,
): string => {
  const environment = model.services[service]?.environment ?? {};
  const [named] = NAMING[kind].map(name => environment[name]).filter(Boolean);
  if (named !== undefined && named !== null) return String(named);
  const [only, ...others] = databases.filter(({name}) => name !== OF_IMAGES);
  return only === undefined || others.length > 0 ? project : only.name;
};

/** As it was found, and until then as far as its beginning tells. */
export const heldInDump = (source: DumpSource, here: Here): Held => ({
  at: source.at.toISOString(),
  files: [],
  servers: source.found ?? expected(source, here),
});

const expected = ({content, size = 0}: DumpSource, here: Here): HeldServer[] => {
  if (content === undefined) return [];
  const {live, database} = intoWhich(content, here);
  const {service, kind, version} = live;
  const databases = namesIn(content, database).map(name => ({name, bytes: size, tables: {[UNKNOWN]: null}}));
  return databases.length === 0 ? [] : [{service, kind, version, ...ownRoles(live), databases}];
};

/** Of tables whose names are seen later. */
const UNKNOWN = '';

/** Those of the server stay, where they can be read. */
export const ownRoles = ({isSuperuser}: Pick<LiveServer, 'isSuperuser'>): Pick<HeldServer, 'roles'> =>
  isSuperuser === false ? {} : {roles: {member: '', names: [], bytes: 0}};

/** What a dump says on its own is seen only as it is read. */
const namesIn = (content: DumpContent, given: string): string[] => {
  if (content.is === 'sql') return content.makesDatabase ? [] : [content.database ?? given];
  return engineKindOf(content) === 'postgres' ? [given] : [];
};

/** Whether what trades places is not known yet. */
export const isOpen = (source: RestoreSource): boolean => isOfDump(source) && source.found === undefined;

export const dumpName = ({key}: Pick<DumpSource, 'key'>): string => (key === '-' ? 'standard input' : key);

export const dumpStep = (source: DumpSource, limit: number): RestoreStep => ({
  id: 'recover',
  does: `See what ${dumpName(source)} is, restore it into a throw-away server, and count what it holds`,
  risks: 'nothing',
  limit,
  undo: [],
});

export const NOT_COMPARED = 'not compared: nothing tells what it held';

export const warningsOfDump = ({source, manifest}: Pick<DumpFacts, 'source' | 'manifest'>): string[] =>
  isOpen(source) && manifest.servers.length === 0
    ? ['Which databases it holds is seen as it is read: those of the same names are replaced.']
    : [];

/** What of a server is in no dump stays, where databases change names. */
export const leftOfDump = ({source, files}: RestoreFacts): LeftAlone[] =>
  isOfDump(source) ? files.map(({name}) => ({what: name, why: 'a dump has databases alone'})) : [];
