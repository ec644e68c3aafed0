import {Readable} from 'node:stream';
import {type Content, contentOf, contentWords, type DumpContent, LOOKED_AT} from '../archive/content.ts';
import {firstFilesIn, folderOf} from '../archive/tarHead.ts';
import {commandFailure} from '../causes/commandFailure.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Encrypting} from '../outside/encrypting.ts';
import {lent, peeked} from '../outside/peeking.ts';
import {tarEntries} from '../outside/tarEntries.ts';
import type {Unpacking} from '../outside/unpacking.ts';
import {counted} from '../text/plain.ts';

/** Something that a database server can be filled from. */
export interface Dump {
  content: DumpContent;
  /** What it lay in, and what it is: `lrzip`, `tar`, `plain SQL of PostgreSQL`. */
  layers: readonly string[];
  /** What takes it may stop before its end. */
  body: Readable;
}

export interface OpenNeeds {
  unpacking: Unpacking;
  encrypting: Pick<Encrypting, 'decrypt'>;
  /** File with the identity that opens what is encrypted. */
  keyFile: string | undefined;
}

interface Opening {
  take(dump: Dump): Promise<void>;
  needs: OpenNeeds;
  dumps: number;
  /** What is no dump. */
  files: number;
}

export interface Opened {
  /** That are no dump. */
  files: number;
}

/** More than anybody has ever put into each other: a bomb unpacks without end. */
const DEEPEST = 6;

/**
 * Whatever somebody has, read to its last byte: what it is follows from its bytes, layer by layer, and never from its name. Each
 * dump in it goes to `take`. Throws DUMP_EMPTY, DUMP_UNKNOWN, DUMP_BROKEN, BACKUP_KEY_MISSING, and what `take` throws.
 */
export const openDumps = async (
  source: Readable,
  take: (dump: Dump) => Promise<void>,
  needs: OpenNeeds,
): Promise<Opened> => {
  const opening: Opening = {take, needs, dumps: 0, files: 0};
  try {
    await open(source, [], opening);
  } catch (error) {
    throw broken(error);
  } finally {
    source.destroy();
  }
  if (opening.dumps > 0) return {files: opening.files};
  if (opening.files === 0) throw empty(['tar']);
  throw unknown(`${counted(opening.files, 'file')}, none of which is the dump of a database`, ['tar']);
};

/** The first dump in it, and no more than its beginning. Throws the same. */
export const firstDump = async (
  source: Readable,
  needs: OpenNeeds,
): Promise<Pick<Dump, 'content' | 'layers'> | undefined> => {
  let first: Dump | undefined;
  const take = (dump: Dump): Promise<void> => {
    first = dump;
    return Promise.reject(new SeenEnough());
  };
  try {
    await open(source, [], {take, needs, dumps: 0, files: 0});
  } catch (error) {
    if (!(error instanceof SeenEnough)) throw broken(error);
  } finally {
    source.destroy();
  }
  return first && {content: first.content, layers: first.layers};
};

class SeenEnough extends Error {
  override readonly name = 'SeenEnough';
}

const open = async (source: Readable, layers: readonly string[], opening: Opening): Promise<void> => {
  const {head, stream} = await peeked(source, LOOKED_AT);
  const content = contentOf(head);
  const inside = [...layers, contentWords(content)];
  if (inside.length > DEEPEST) throw unknown('layers in layers without an end', layers.slice(0, 3));
  switch (content.is) {
    case 'packed':
      return open(opening.needs.unpacking.unpack(stream, content.by), inside, opening);
    case 'encrypted':
      return open(await decrypted(stream, opening.needs), inside, opening);
    case 'tar':
      return openTar({head, stream}, inside, opening);
    case 'nothing':
      return noDump(stream, empty(layers), {layers, opening});
    case 'something else':
      return noDump(stream, unknown(content.words, layers), {layers, opening});
    default:
      return taken({content, layers: inside, body: stream}, opening);
  }
};

const taken = async (dump: Dump, opening: Opening): Promise<void> => {
  opening.dumps += 1;
  const {stream, rest} = lent(dump.body);
  await opening.take({...dump, body: stream});
  await rest();
};

/** In a tar there may be other files beside. What looks like nothing known may be damaged: its end tells. */
const noDump = async (
  stream: Readable,
  error: UserError,
  {layers, opening}: {layers: readonly string[]; opening: Opening},
): Promise<void> => {
  await lent(stream).rest();
  if (!layers.includes(TAR)) throw error;
  opening.files += 1;
};

const TAR: Content['is'] = 'tar';

const openTar = async (
  {head, stream}: {head: Buffer; stream: Readable},
  layers: readonly string[],
  opening: Opening,
): Promise<void> => {
  const of = folderOf(firstFilesIn(head));
  if (of !== undefined) {
    const content = {is: 'folder', of} as const;
    return taken({content, layers: [...layers, contentWords(content)], body: stream}, opening);
  }
  for await (const {header, body} of await tarEntries(stream)) {
    const bytes = Readable.from(body as AsyncIterable<Uint8Array>, {objectMode: false});
    if ((header.type ?? 'file') === 'file') await open(bytes, layers, opening);
    else await lent(bytes).rest();
  }
};

const decrypted = async (source: Readable, {encrypting, keyFile}: OpenNeeds): Promise<Readable> => {
  if (keyFile !== undefined) return encrypting.decrypt(source, keyFile);
  throw new UserError('BACKUP_KEY_MISSING', 'It is encrypted, and COUNTABLE_BACKUP_KEY_FILE names no key.');
};

const within = (layers: readonly string[]): string =>
  layers.length === 0 ? 'It' : `What is in it (${layers.join(', ')})`;

const empty = (layers: readonly string[]): UserError =>
  new UserError('DUMP_EMPTY', `${within(layers)} is empty: what made it had nothing to say.`);

const unknown = (words: string, layers: readonly string[]): UserError =>
  new UserError('DUMP_UNKNOWN', `${within(layers)} is no dump of a database, but ${words}.`);

/** Of a machine that has nothing left: lrzip takes gigabytes, and is killed for them. */
const machineFailure = (error: CommandFailed): UserError | undefined => {
  const told = commandFailure(error);
  if (told.code !== 'COMMAND_FAILED') return told;
  if (error.signal === undefined && !/malloc|allocat|memory/i.test(error.tail.join(' '))) return undefined;
  return new UserError('MACHINE_EXHAUSTED', error.message, {cause: error});
};

/** What S3, this machine and the server say is passed on; everything else says that it cannot be read. */
const broken = (error: unknown): unknown => {
  const isOurs = error instanceof TypeError || error instanceof ReferenceError;
  if (isOurs || error instanceof UserError) return error;
  if (error instanceof CommandFailed) {
    const told = machineFailure(error);
    if (error.program === 'docker' || told !== undefined) return told ?? error;
  }
  return new UserError('DUMP_BROKEN', `It cannot be read to its end: ${(error as Error).message}`, {
    cause: error,
  });
};
