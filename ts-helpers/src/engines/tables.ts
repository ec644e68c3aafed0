import {createHash, type Hash} from 'node:crypto';
import type {TableRead} from './reader.ts';

interface Counting {
  rows: number;
  bytes: number;
  hash: Hash;
}

/** Counts and digests by table, and of the rest. */
export interface Tables {
  /** Of the table with that name; bytes that are no whole row count for the row that they are part of. */
  add(name: string, piece: Buffer, rows: number): void;
  /** One without a row is there as well. */
  begin(name: string): void;
  addRest(piece: Buffer): void;
  read(): {schema: string; tables: Record<string, TableRead>};
}

export const countTables = (): Tables => {
  const rest = createHash('sha256');
  const tables = new Map<string, Counting>();
  const of = (name: string): Counting => {
    const known = tables.get(name);
    if (known !== undefined) return known;
    const made = {rows: 0, bytes: 0, hash: createHash('sha256')};
    tables.set(name, made);
    return made;
  };
  return {
    begin(name) {
      of(name);
    },
    add(name, piece, rows) {
      const table = of(name);
      table.rows += rows;
      table.bytes += piece.length;
      table.hash.update(piece);
    },
    addRest(piece) {
      rest.update(piece);
    },
    read: () => ({
      schema: rest.digest('hex'),
      tables: Object.fromEntries(
        [...tables].map(([name, {rows, bytes, hash}]) => [name, {rows, bytes, digest: hash.digest('hex')}]),
      ),
    }),
  };
};
