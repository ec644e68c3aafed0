import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {MaskedColumn} from '../../../ts-helpers/src/project/masks.ts';
import {maskedValue} from '../../../ts-helpers/src/project/masks.ts';
import {mysql} from '../../../ts-helpers/src/engines/mysql.ts';
import {postgres} from '../../../ts-helpers/src/engines/postgres.ts';

const ofPostgres = postgres.masking ?? assert.fail('it has none');
const ofMysql = mysql.masking ?? assert.fail('it has none');

const column = (mask: MaskedColumn['mask'], more: Partial<MaskedColumn> = {}): MaskedColumn => ({
  ...{schema: 'public', table: 'customer', name: 'email', type: 'text', mask},
  ...more,
});

/** What the SQL of a mask comes to. */
const value = (one: MaskedColumn, hash = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'): string =>
  maskedValue(one, {
    hash,
    first: (text, length) => text.slice(0, length),
    joined: texts => texts.join(''),
    digits: text => text.replaceAll(/[a-f]/g, letter => String('abcdef'.indexOf(letter))),
    literal: text => text,
  });

describe('what a value becomes', () => {
  it('is nobody’s, and no two are the same', () => {
    assert.equal(value(column('email')), 'ua1b2c3d4e5f60718293a@example.invalid');
    assert.equal(value(column('name')), 'Name a1b2c3d4e5f6');
    assert.equal(value(column('phone')), '+99901122334455');
    assert.equal(value(column('hash')), 'a1b2c3d4e5f60718293a4b5c6d7e8f90');
    assert.equal(value(column('text')), 'masked');
  });

  it('has room in its column, whatever that has', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('name', 'phone', 'hash', 'text' as const),
        fc.integer({min: 1, max: 50}),
        (mask, length) => {
          const made = value(column(mask, {length}));
          assert.ok(made.length > 0 && made.length <= length, made);
        },
      ),
    );
    assert.equal(value(column('email', {length: 24})), 'ua1b2c3d@example.invalid');
    assert.throws(() => value(column('email', {length: 23})), {
      code: 'MASK_FAILED',
      message: /public\.customer\.email has room for 23 characters/,
    });
  });
});

describe('masks in PostgreSQL', () => {
  it('are one statement for a table, in which no trigger notes what there was, and names are quoted', () => {
    const sql = ofPostgres.mask(
      [column('email', {name: 'E "x"'}), column('empty', {name: 'born', type: 'date'})],
      "s'ecret",
    );
    assert.deepEqual(sql.split('\n'), [
      'SET session_replication_role = replica;',
      `UPDATE "public"."customer" SET "E ""x""" = CASE WHEN "E ""x"""::text <> '' THEN ('u' || left(md5('s''ecret' || "E ""x"""::text), 20) || '@example.invalid')::text ELSE "E ""x""" END, "born" = NULL;`,
    ]);
  });

  it('remove large objects', () => {
    const objects = {schema: 'pg_catalog', table: 'pg_largeobject', name: 'data'};
    assert.match(ofPostgres.mask([column('empty', objects)], 's'), /lo_unlink\(oid\)[^\n]+$/);
  });
});

describe('masks in MySQL', () => {
  it('are one statement for a table', () => {
    const sql = ofMysql.mask([column('hash', {table: 'a`b'}), column('empty', {name: 'born'})], 'secret');
    assert.deepEqual(sql.split('\n'), [
      'SET SESSION foreign_key_checks = 0;',
      "UPDATE `a``b` SET `email` = IF(LENGTH(CAST(`email` AS BINARY)) > 0, LEFT(LEFT(SHA2(CONCAT('secret', CAST(`email` AS BINARY)), 256), 32), 32), `email`), `born` = NULL;",
    ]);
  });
});
