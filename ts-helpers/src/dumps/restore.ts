import {randomUUID} from 'node:crypto';
import {Readable} from 'node:stream';
import {contentWords, engineKindOf} from '../archive/content.ts';
import type {SqlContent} from '../archive/sqlContent.ts';
import type {Engine} from '../engines/engine.ts';
import {restoreCustom, restoreFolder} from '../engines/fromFiles.ts';
import {ask, type Inside} from '../engines/inside.ts';
import type {Large} from '../engines/large.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import {feed, type Pipes} from '../outside/pipe.ts';
import {createTreeReader} from '../outside/treeReader.ts';
import {makingUsers} from './makingUsers.ts';
import {createMysqlNames} from './mysqlNames.ts';
import {createEnding, cutOff} from './ending.ts';
import type {Dump} from './open.ts';
import {createPostgresNames, type NameReader} from './postgresNames.ts';
import {makeDatabase} from './statements.ts';

/** A server that a dump is restored into, and that has nothing of its own. */
export interface DumpTarget {
  engine: Engine;
  inside: Inside;
  large: Large;
  /** In which its tools run. */
  container: string;
  pipes: Pipes;
}

/**
 * Restores one dump, and stops at the first thing that the server refuses. What does not say which database it is gets `database`.
 * Resolves to the users that it speaks of and does not make: they are made as it comes to them. Throws DUMP_REFUSED, and
 * DUMP_BROKEN where it ends before its end.
 */
export const restoreDump = async (dump: Dump, database: string, target: DumpTarget): Promise<string[]> => {
  try {
    return await restored(dump, database, target);
  } catch (error) {
    // What unpacks is none of the server's tools.
    if (!isOfServer(error)) throw error;
    throw CUT_OFF.test(error.tail.join('\n'))
      ? cutOff('its tool met its end too early', error)
      : refused(dump, error.tail, error);
  }
};

const isOfServer = (error: unknown): error is CommandFailed =>
  error instanceof CommandFailed && error.program === 'docker';

/** As pg_restore and mongorestore say it of what ends in the middle. */
const CUT_OFF = /end of file|archive io error|corruption found in archive/;

const restored = async ({content, body}: Dump, database: string, target: DumpTarget): Promise<string[]> => {
  const {engine, inside, large} = target;
  switch (content.is) {
    case 'sql':
      return restoreSql(content, {body, database}, target);
    case 'pg_dump custom':
      await ask(inside, makeDatabase(engine, database));
      await large.restore(restoreCustom(database), body);
      return [];
    case 'mongodump archive':
      throwIfComplained(await large.restore(engine.restore(database), body), {content, engine});
      return [];
    case 'folder':
      if (content.of === 'postgres') await ask(inside, makeDatabase(engine, database));
      await restoreFiles(content.of, {body, database}, target);
      return [];
  }
};

/** The text itself is not changed: what has to be there before a piece of it goes on is made by the side. */
const restoreSql = async (
  content: SqlContent,
  {body, database: given}: {body: Readable; database: string},
  {engine, inside, large}: DumpTarget,
): Promise<string[]> => {
  const {of, makesDatabase, end, encoding} = content;
  const database = content.database ?? given;
  if (!makesDatabase) await ask(inside, makeDatabase(engine, database, encoding));
  const {roles} = await engine.look(inside);
  const names: NameReader =
    of === 'postgres'
      ? createPostgresNames(roles, {isAnnounced: end !== undefined})
      : createMysqlNames(roles);
  const made: string[] = [];
  const ending = createEnding(content);
  let isRead = false;
  const chunks = async function* (): AsyncGenerator<Buffer> {
    const named = (name: string) => made.push(name);
    for await (const chunk of makingUsers(body, names, {engine, inside, made: named})) {
      ending.hear(chunk);
      yield chunk;
    }
    isRead = true;
  };
  const words =
    (of === 'postgres' ? engine.query(makesDatabase ? 'postgres' : database) : null) ??
    (makesDatabase ? engine.restore('') : engine.query(database)) ??
    [];
  const source = Readable.from(chunks(), {objectMode: false});
  const said = await large.restore(words, source).catch((error: unknown) => {
    // What a server says of the half of a statement is none of the cause.
    if (isRead && isOfServer(error)) ending.check(error);
    throw error;
  });
  throwIfComplained(said, {content, engine});
  ending.check();
  return made;
};

/** Through a folder of the container: their tools read those files again and again. */
const restoreFiles = async (
  kind: 'mongo' | 'postgres',
  {body, database}: {body: Readable; database: string},
  {engine, inside, container, pipes}: DumpTarget,
): Promise<void> => {
  const folder = `/tmp/countable-${randomUUID()}`;
  await ask(inside, ['mkdir', folder]);
  const reader = createTreeReader('');
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      await reader.hear(chunk);
      yield chunk;
    }
    // The engine takes one that is cut off between two files.
    await reader.end();
  };
  const copied = Readable.from(chunks(), {objectMode: false});
  await feed(copied, pipes.pipe('docker', ['cp', '-', `${container}:${folder}`]));
  const {input, output, ended} = inside.pipe(restoreFolder(kind, {folder, database}));
  input.end();
  output.resume();
  throwIfComplained(await ended, {content: {is: 'folder', of: kind}, engine});
  await ask(inside, ['rm', '-r', folder]);
};

const throwIfComplained = (
  said: string,
  {content, engine}: {content: Dump['content']; engine: Engine},
): void => {
  const [first] = engine.complaints(said);
  if (first !== undefined) throw refused({content}, [first, ...said.split('\n')]);
};

const refused = ({content}: Pick<Dump, 'content'>, lines: readonly string[], cause?: unknown): UserError => {
  const said = lines.find(line => /error|fatal|failed/i.test(line)) ?? lines.at(-1) ?? '';
  const what = `An empty ${TITLES[engineKindOf(content)]} refuses it, ${contentWords(content)}`;
  return new UserError('DUMP_REFUSED', `${what}: ${said.trim()}`, {
    evidence: {log: {source: 'restore', lines: [...lines]}},
    cause,
  });
};

const TITLES = {postgres: 'PostgreSQL', mysql: 'MySQL or MariaDB', mongo: 'MongoDB'} as const;
