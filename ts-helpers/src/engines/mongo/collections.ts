import {createHash, hash} from 'node:crypto';
import {addDigest} from '../../outside/digestSum.ts';
import type {TableRead} from '../reader.ts';
import {createCrc64, type Crc64} from './crc64.ts';

interface Counting {
  documents: number;
  bytes: number;
  sum: Buffer;
  crc: Crc64;
  /** The dump says that this was all of it, and it was. */
  isWhole: boolean;
}

/** Counts and digests by collection, whatever the order of documents: a restore writes them as they come. */
export interface Collections {
  add(name: string, document: Buffer): void;
  /** Its dump ends here, with this checksum. One without a document is there as well. */
  close(name: string, checksum: unknown): void;
  isWhole(name: string): boolean;
  /** None has begun, or ended with another checksum, that is not whole. */
  areAllWhole(): boolean;
  read(): Record<string, TableRead>;
}

export const countCollections = (): Collections => {
  const all = new Map<string, Counting>();
  const of = (name: string): Counting => {
    const known = all.get(name);
    if (known !== undefined) return known;
    const made = {documents: 0, bytes: 0, sum: Buffer.alloc(32), crc: createCrc64(), isWhole: false};
    all.set(name, made);
    return made;
  };
  return {
    add(name, document) {
      const counting = of(name);
      counting.documents += 1;
      counting.bytes += document.length;
      counting.crc.add(document);
      counting.isWhole = false;
      addDigest(counting.sum, hash('sha256', document, 'buffer'));
    },
    close(name, checksum) {
      const counting = of(name);
      counting.isWhole = checksum === counting.crc.read();
    },
    isWhole: name => all.get(name)?.isWhole === true,
    areAllWhole: () => [...all.values()].every(({isWhole}) => isWhole),
    read: () =>
      Object.fromEntries(
        [...all].map(([name, {documents, bytes, sum}]) => [
          name,
          {rows: documents, bytes, digest: sum.toString('hex')},
        ]),
      ),
  };
};

/** Digest of what a dump says of its collections besides their documents: options, indexes. */
export const schemaOf = (all: readonly {name: string; type: string; metadata: string}[]): string => {
  const told = all.map(({name, type, metadata}) => [name, type, withoutIds(metadata)] as const);
  const sorted = told.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
};

/** A restored collection is another one, whose indexes may have been made in another order. */
const withoutIds = (metadata: string): unknown => {
  if (metadata === '') return null;
  const {
    uuid: _,
    indexes = [],
    ...rest
  } = JSON.parse(metadata) as {
    uuid?: string;
    indexes?: {name: string}[] | null;
  };
  return {...rest, indexes: (indexes ?? []).toSorted((one, other) => (one.name < other.name ? -1 : 1))};
};
