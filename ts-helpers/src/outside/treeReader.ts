import {createHash, type Hash} from 'node:crypto';
import {once} from 'node:events';
import {PassThrough} from 'node:stream';
import {addDigest} from './digestSum.ts';
import {tarEntries} from './tarEntries.ts';

export interface TreeRead {
  entries: number;
  bytes: number;
  digest: string;
}

/**
 * Hears a tar of files as it comes, and tells what is in it, in whatever order: the sum of a digest for each file. Throws
 * where the tar is cut off, as the engine's is when a file shrinks while it is read.
 */
export interface TreeReader {
  hear(chunk: Buffer): Promise<void>;
  /** Resolves once the tar has ended well. */
  end(): Promise<TreeRead>;
}

export const createTreeReader = (root: string): TreeReader => hearingTar(source => readAll(source, root));

/** What reads a tar as somebody else does. */
export const hearingTar = <T>(read: (source: PassThrough) => Promise<T>) => {
  const source = new PassThrough();
  const reading = read(source);
  // Where it fails, nothing drains it any more, and whoever waits for that is told.
  reading.catch((error: unknown) => source.destroy(error as Error));
  // Awaited in the end; until then nobody listens.
  source.on('error', () => undefined);
  return {
    async hear(chunk: Buffer): Promise<void> {
      if (source.destroyed) await reading;
      else if (!source.write(chunk)) await once(source, 'drain');
    },
    end(): Promise<T> {
      source.end();
      return reading;
    },
  };
};

const readAll = async (source: PassThrough, root: string): Promise<TreeRead> => {
  const sum = Buffer.alloc(32);
  let entries = 0;
  let bytes = 0;
  for await (const {header, body} of await tarEntries(source)) {
    const {name, type = 'file', linkname = '', mode = 0, uid = 0, gid = 0} = header;
    const kept = [belowRoot(name, root), type, belowRoot(linkname, root), mode & 0o7777, uid, gid];
    const hash = createHash('sha256').update(`${JSON.stringify(kept)}\n`);
    bytes += await heard(body as AsyncIterable<Uint8Array>, hash);
    entries += 1;
    addDigest(sum, hash.digest());
  }
  return {entries, bytes, digest: sum.toString('hex')};
};

/** `docker cp` names all by the last part of what was copied. */
export const belowRoot = (name: string, root: string): string =>
  name === root || name === `${root}/`
    ? ''
    : name.startsWith(`${root}/`)
      ? name.slice(root.length + 1)
      : name;

const heard = async (body: AsyncIterable<Uint8Array>, hash: Hash): Promise<number> => {
  let bytes = 0;
  for await (const piece of body) {
    hash.update(piece);
    bytes += piece.length;
  }
  return bytes;
};
