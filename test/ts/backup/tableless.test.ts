import assert from 'node:assert/strict';
import type {ServerManifest} from '../../../ts-helpers/src/archive/manifest.ts';
import {tablelessWarnings} from '../../../ts-helpers/src/backup/plan/tableless.ts';

const server = (
  databases: Readonly<Record<string, number>>,
  more: Partial<ServerManifest> = {},
): ServerManifest => ({
  ...{kind: 'postgres', version: '15.4', service: 'db', image: 'postgres:15', imageId: 'sha256:1'},
  owner: 'shop',
  databases: Object.entries(databases).map(([name, tables]) => ({
    ...{name, member: name, bytes: 9},
    tables: Object.fromEntries(
      Array.from({length: tables}, (_, index) => [`t${index}`, {rows: 0, bytes: 0}]),
    ),
  })),
  ...more,
});
const told = (...servers: ServerManifest[]) => tablelessWarnings(servers).map(({message}) => message);

describe('a backup of a server without a table', () => {
  it('warns by the names of its databases, for it may be another volume than the one that is meant', () => {
    const [warning] = tablelessWarnings([server({postgres: 0, shop: 0})]);
    assert.deepEqual(
      [warning?.code, warning?.message],
      ['DATABASE_EMPTY', 'The database shop of db has no table.'],
    );
    assert.deepEqual(told(server({shop: 0, stock: 0})), ['The databases shop, stock of db have no table.']);
    assert.deepEqual(told(server({postgres: 0})), ['The database postgres of db has no table.']);
    assert.deepEqual(told(server({shop: 0}, {kind: 'mongo'})), [
      'The database shop of db has no collection.',
    ]);
    assert.deepEqual(told(server({}, {kind: 'mongo'})), ['db has no database.']);
  });

  it('says nothing where one of them has some: others may be there for nothing', () => {
    assert.deepEqual(told(server({postgres: 0, shop: 1, test: 0})), []);
  });
});
