import {exhaustedIn} from '../../causes/commandFailure.ts';
import type {DatabaseManifest, ServerManifest} from '../../archive/manifest.ts';
import {isLoading} from '../../archive/nameBeside.ts';
import {databaseMember, rolesMember} from '../../archive/members.ts';
import {insideOf} from '../../engines/container.ts';
import type {Engine, ServerLook} from '../../engines/engine.ts';
import {engineFor} from '../../engines/engines.ts';
import {type Large, largeOf} from '../../engines/large.ts';
import type {Compressing} from '../../outside/compressing.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {ArchiveWriter} from '../../outside/archiveFile.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {Voice} from '../../run/voice.ts';
import type {PlannedServer} from '../plan.ts';

interface StoreNeeds {
  compressing: Compressing;
  pipes: Pipes;
  voice: Pick<Voice, 'detail'>;
}

interface Storing extends StoreNeeds {
  service: string;
  engine: Engine;
  large: Large;
  look: ServerLook;
  writer: ArchiveWriter;
}

/** What a server holds, asked beforehand: how much there will be to store. */
export const lookAt = async (
  {kind, service, container, outside}: PlannedServer,
  {pipes, voice}: {pipes: Pipes; voice: Pick<Voice, 'warn'>},
): Promise<ServerLook> => {
  const inside = insideOf(container?.id ?? '', kind, pipes);
  const look = await failing('what it holds', service, () => engineFor(kind).look(inside));
  if (outside?.database !== undefined) return only(outside.database, look, service);
  if (look.closed.length === 0) return withoutLoading(look, service, voice);
  throw new UserError('NO_BACKUP_FOR', `${service} does not let its user read ${look.closed.join(', ')}.`, {
    where: service,
    remedy: 'Let the user that it was set up as connect to them: GRANT CONNECT.',
  });
};

/** But for what a restore was loading that was killed: nobody has ever used it, and the next one removes it. */
const withoutLoading = (look: ServerLook, service: string, {warn}: Pick<Voice, 'warn'>): ServerLook => {
  const loading = look.databases.map(({name}) => name).filter(isLoading);
  if (loading.length === 0) return look;
  warn(
    `Left out of ${service}: ${loading.join(', ')}. A restore that did not come to its end was loading it; the next one removes it.`,
  );
  return {...look, databases: look.databases.filter(({name}) => !isLoading(name))};
};

/** Others of a server elsewhere are other people's. */
const only = (database: string, look: ServerLook, service: string): ServerLook => {
  const databases = look.databases.filter(({name}) => name === database);
  if (databases.length > 0) return {...look, databases, closed: []};
  throw new UserError('NO_BACKUP_FOR', `The server of ${service} has no database ${database} for its user.`, {
    where: service,
    remedy: 'Compare the variable with what the project uses.',
  });
};

/** Roles and every database of a server, into an archive. Throws BACKUP_FAILED. */
export const storeServer = async (
  {kind, service, container, outside}: PlannedServer,
  look: ServerLook,
  {writer, ...needs}: StoreNeeds & {writer: ArchiveWriter},
): Promise<ServerManifest> => {
  const engine = engineFor(kind);
  const inside = insideOf(container?.id ?? '', kind, needs.pipes);
  const large = await failing('what it has to be read with', service, () =>
    largeOf(inside, needs.compressing),
  );
  const storing = {...needs, service, engine, large, look, writer};
  const roles = await storeRoles(storing);
  const databases: DatabaseManifest[] = [];
  for (const {name} of look.databases) databases.push(await storeDatabase(name, storing));
  const {version, owner, port} = look;
  return {
    kind,
    version,
    service,
    ...(outside && {host: outside.host}),
    image: container?.image ?? '',
    imageId: container?.imageId ?? '',
    owner,
    ...(port !== undefined && port !== engine.listening.usual && {port}),
    ...(roles && {roles}),
    databases,
  };
};

const storeRoles = async ({
  service,
  engine,
  large,
  look,
  writer,
}: Storing): Promise<ServerManifest['roles']> => {
  const words = engine.dumpRoles(look);
  if (words === null) return undefined;
  const member = rolesMember(service);
  const bytes = await failing(`the roles of ${service}`, service, () =>
    dumped(large, words, {writer, member}),
  );
  return {member, names: look.roles, bytes};
};

const storeDatabase = async (
  name: string,
  {service, engine, large, look, writer, voice}: Storing,
): Promise<DatabaseManifest> => {
  const member = databaseMember(service, name);
  const reader = engine.reader();
  const what = `the database ${name} of ${service}`;
  await failing(what, service, () =>
    dumped(large, engine.dump(name, look), {
      writer,
      member,
      heard: chunk => {
        reader.hear(chunk);
      },
    }),
  );
  const {isComplete, bytes, schema, tables} = reader.end();
  if (!isComplete)
    throw new UserError(
      'BACKUP_FAILED',
      `The dump of ${what} ends before its end, though its tool reports none.`,
      {
        where: service,
      },
    );
  voice.detail(`${service}: ${name}, ${Object.keys(tables).length} tables, ${bytes} bytes`);
  return {name, member, bytes, schema, tables};
};

/** All that a tool prints, once it has ended well. */
const dumped = async (
  large: Large,
  words: readonly string[],
  {
    writer,
    member,
    heard,
  }: {writer: ArchiveWriter; member: string; heard?: (chunk: Buffer) => void | Promise<void>},
): Promise<number> => {
  const {input, output, ended, stop} = await large.dump(words);
  input.end();
  try {
    const bytes = await writer.addPieces(member, output as AsyncIterable<Buffer>, heard);
    await ended;
    return bytes;
  } finally {
    stop();
  }
};

/** What the tool says of it is what is told. */
const failing = async <T>(what: string, service: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const said = error.tail.findLast(line => line.trim() !== '')?.trim() ?? error.message;
    // A machine that has nothing left has a remedy of its own.
    throw new UserError(
      exhaustedIn(error.tail) ?? 'BACKUP_FAILED',
      `Of ${service}, ${what} could not be read: ${said}`,
      {
        where: service,
        evidence: {log: {source: service, lines: [...error.tail]}},
        cause: error,
      },
    );
  }
};
