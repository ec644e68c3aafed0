import {Readable} from 'node:stream';
import {finished} from 'node:stream/promises';
import type {ReadableStream} from 'node:stream/web';
import {createTarPacker} from 'modern-tar';
import {memberOf} from '../archive/members.ts';
import {freeingOnTheWay} from './memory.ts';
import {tarEntries} from './tarEntries.ts';

/**
 * Writes a tar of what is too large to be counted before: each member is a folder of pieces, `name/000001` and on, which in
 * their order are the whole (`tar xO --wildcards 'name/*'`).
 */
export interface ArchiveWriter {
  /** The tar, as it grows. Who destroys it ends the writing. */
  output: Readable;
  /** All of a source, as one member. `heard` gets each chunk of it. Resolves to its bytes. */
  addPieces(
    name: string,
    source: AsyncIterable<Buffer>,
    heard?: (chunk: Buffer) => void | Promise<void>,
  ): Promise<number>;
  addText(name: string, text: string): Promise<void>;
  /** Bytes of all members so far. */
  size(): number;
  finish(): void;
  fail(error: unknown): void;
}

/** What was to read the archive has given up: it tells why. */
export class NobodyReads extends Error {
  override readonly name = 'NobodyReads';

  constructor(cause: unknown) {
    super('Nobody reads the archive any more', {cause});
  }
}

/** In memory, once: what is held for long is freed late. */
const PIECE = 4 * 1024 * 1024;

export const createArchiveWriter = (at: Date): ArchiveWriter => {
  const {readable, controller} = createTarPacker();
  const output = Readable.fromWeb(readable as ReadableStream, {objectMode: false});
  let written = 0;
  const add = async (name: string, chunks: readonly Uint8Array[]): Promise<void> => {
    const size = chunks.reduce((sum, {length}) => sum + length, 0);
    try {
      const writer = controller.add({name, size, type: 'file', mode: 0o600, mtime: at}).getWriter();
      for (const chunk of chunks) await writer.write(plain(chunk));
      await writer.close();
      written += size;
    } catch (error) {
      throw output.destroyed ? new NobodyReads(error) : error;
    }
  };
  return {
    output,
    async addPieces(name, source, heard) {
      const freeing = freeingOnTheWay();
      let total = 0;
      let number = 0;
      let piece: Buffer[] = [];
      let size = 0;
      const flush = async (): Promise<void> => {
        number += 1;
        await add(`${name}/${String(number).padStart(6, '0')}`, piece);
        piece = [];
        size = 0;
      };
      for await (const chunk of source) {
        await heard?.(chunk);
        freeing.passed(chunk.length);
        piece.push(chunk);
        size += chunk.length;
        total += chunk.length;
        if (size >= PIECE) await flush();
      }
      if (size > 0 || number === 0) await flush();
      return total;
    },
    addText: (name, text) => add(name, [Buffer.from(text)]),
    size: () => written,
    finish() {
      controller.finalize();
    },
    fail(error) {
      controller.error(error);
    },
  };
};

/** The packer takes no subclass. */
const plain = ({buffer, byteOffset, length}: Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, length);

/** A member of an archive, whole; to be read to its end before the next. */
export interface ArchiveMember {
  name: string;
  body: Readable;
}

/** The members of an archive as they come, out of their pieces. An archive that is cut off throws. */
export const readMembers = async function* (source: Readable): AsyncGenerator<ArchiveMember> {
  const entries = (await tarEntries(source))[Symbol.asyncIterator]();
  let next = await entries.next();
  const nameOfNext = (): string | undefined => {
    if (next.done) return undefined;
    const {name} = next.value.header;
    return memberOf(name) ?? name;
  };
  const freeing = freeingOnTheWay();
  const bodyOf = async function* (member: string): AsyncGenerator<Uint8Array> {
    while (!next.done && nameOfNext() === member) {
      for await (const chunk of next.value.body as AsyncIterable<Uint8Array>) {
        freeing.passed(chunk.length);
        yield chunk;
      }
      next = await entries.next();
    }
  };
  try {
    for (let name = nameOfNext(); name !== undefined; name = nameOfNext()) {
      const body = Readable.from(bodyOf(name), {objectMode: false});
      yield {name, body};
      if (!body.readableEnded) await finished(body.resume());
    }
  } finally {
    source.destroy();
  }
};
