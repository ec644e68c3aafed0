import assert from 'node:assert/strict';
import {
  differencesOf,
  fileDifferences,
  rowDifferencesOf,
} from '../../../ts-helpers/src/archive/differences.ts';
import type {DatabaseManifest, Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import {shrunkSince} from '../../../ts-helpers/src/archive/shrink.ts';

const table = (rows: number, digest = 'd') => ({rows, bytes: rows * 10, digest});
const database = (tables: DatabaseManifest['tables'], schema = 's'): DatabaseManifest => ({
  name: 'shop',
  member: 'm',
  bytes: 1,
  schema,
  tables,
});

describe('what was restored', () => {
  it('is the same where tables, rows, contents and schema are', () => {
    assert.deepEqual(differencesOf(database({t: table(3)}), database({t: table(3)})), []);
  });

  it('differs by a table, by rows, by contents, and by what is no row', () => {
    const stored = database({lost: table(1), fewer: table(3), other: table(2)});
    const restored = database({fewer: table(2), other: table(2, 'x'), new: table(0)}, 'other');
    assert.deepEqual(differencesOf(stored, restored), [
      'shop: fewer has 2 rows, and had 3',
      'shop: lost is missing',
      'shop: new was not there when it was stored',
      'shop: other has other contents',
      'shop: its tables, functions or rights are others',
    ]);
  });

  it('differs by a table whose name every object has', () => {
    assert.deepEqual(differencesOf(database({constructor: table(1)}), database({})), [
      'shop: constructor is missing',
    ]);
  });

  it('that was only counted differs by a table or by rows, whatever is in them', () => {
    const stored = database({kept: table(3), fewer: table(3), lost: table(1)});
    assert.deepEqual(rowDifferencesOf(stored, new Map(Object.entries({kept: 3, fewer: 2, new: 0}))), [
      'shop: fewer has 2 rows, and had 3',
      'shop: lost is missing',
      'shop: new was not there when it was stored',
    ]);
  });

  it('of files differs by how many there are, by bytes, or by contents', () => {
    const stored = {
      source: 'media',
      type: 'volume' as const,
      services: [],
      target: '/m',
      member: 'm',
      size: 1,
      entries: 2,
      bytes: 9,
      digest: 'd',
    };
    assert.deepEqual(fileDifferences(stored, stored), []);
    assert.deepEqual(fileDifferences(stored, {...stored, entries: 1}), [
      'media has 1 files and folders, and had 2',
    ]);
    assert.deepEqual(fileDifferences(stored, {...stored, bytes: 8}), ['media has 8 bytes, and had 9']);
    assert.deepEqual(fileDifferences(stored, {...stored, digest: 'x'}), ['media has other contents']);
  });
});

describe('a backup beside the last proven one', () => {
  const manifest = (tables: Record<string, number>, bytes = 5_000_000): Manifest => ({
    format: 1,
    project: 'shop',
    environment: 'prod',
    at: '2026-11-27T00:00:00.000Z',
    completedAt: '2026-11-27T00:00:00.000Z',
    compression: 'zst',
    recipients: [],
    commit: null,
    by: 'ada',
    servers: [
      {
        kind: 'postgres',
        version: '15',
        service: 'db',
        image: 'postgres:15',
        imageId: 'sha256:1',
        owner: 'postgres',
        databases: Object.entries(tables).map(([name, rows]) => ({...database({t: table(rows)}), name})),
      },
    ],
    files: [
      {
        source: 'media',
        type: 'volume',
        services: ['web'],
        target: '/m',
        member: 'm',
        size: bytes,
        entries: 1,
        bytes,
      },
    ],
    leftOut: [],
  });

  it('has not shrunk by what may be missing', () => {
    assert.deepEqual(shrunkSince(manifest({shop: 1000}), manifest({shop: 800}, 4_000_000), 20), []);
  });

  it('has shrunk by more rows, more bytes, a database or all of a server', () => {
    assert.deepEqual(shrunkSince(manifest({shop: 1000, other: 5}), manifest({shop: 799}, 3_900_000), 20), [
      'the database shop of db has 799 rows, and had 1000',
      'the database other of db is not in it any more',
      'media has 3900000 bytes, and had 5000000',
    ]);
    assert.deepEqual(shrunkSince(manifest({}), {...manifest({}), servers: [], files: []}, 20), [
      'the databases of db are not in it any more',
      'media is not in it any more',
    ]);
  });

  it('of a few rows says nothing', () => {
    assert.deepEqual(shrunkSince(manifest({shop: 99}), manifest({shop: 1}), 20), []);
  });
});
