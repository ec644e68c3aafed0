import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Content,
  contentOf,
  contentWords,
  engineKindOf,
} from '../../../ts-helpers/src/archive/content.ts';
import {packedBy, PG_DUMP, tarOf} from '../dumps/support/packed.ts';

const of = (text: string): Content => contentOf(Buffer.from(text, 'latin1'));

describe('what something is', () => {
  it('follows from its first bytes', async () => {
    for (const by of ['gzip', 'zstd'] as const)
      assert.deepEqual(contentOf(packedBy(by, 'x')), {is: 'packed', by});
    assert.deepEqual(of('LRZI\x00\x06'), {is: 'packed', by: 'lrzip'});
    assert.deepEqual(of('BZh91AY&SY'), {is: 'packed', by: 'bzip2'});
    assert.deepEqual(of('\xfd7zXZ\x00'), {is: 'packed', by: 'xz'});
    assert.deepEqual(of('age-encryption.org/v1\n-> X25519'), {is: 'encrypted'});
    assert.deepEqual(of('-----BEGIN AGE ENCRYPTED FILE-----\n'), {is: 'encrypted'});
    assert.deepEqual(of('PGDMP\x01\x0e\x00'), {is: 'pg_dump custom'});
    assert.deepEqual(of('\x6d\xe2\x99\x81\x00'), {is: 'mongodump archive'});
    assert.deepEqual(contentOf(await tarOf({'tmp/': '', 'tmp/a': 'x'})), {is: 'tar'});
    assert.deepEqual(contentOf(Buffer.alloc(10_240)), {is: 'tar'});
  });

  it('is nothing where there is nothing, or only blank', () => {
    for (const text of ['', '\r\n', ' \n \n']) assert.deepEqual(of(text), {is: 'nothing'});
  });

  it('is told in words where it is something else', () => {
    const words = (text: string) => contentWords(of(text));
    assert.equal(words('\n<!DOCTYPE html><html>-- PostgreSQL database dump\n'), 'a page of HTML');
    assert.equal(words('<?xml version="1.0"?><Error>'), 'a page of XML');
    assert.equal(
      words('pg_dump: error: connection to server failed\r\nIs it running?\r\n'),
      'the text "pg_dump: error: connection to server failed"',
    );
    assert.equal(words('PK\x03\x04'), 'a ZIP file');
    assert.equal(words('\x7fELF\x00'), 'data of no kind that is known');
    assert.ok(words('x'.repeat(1_000)).length < 120);
  });

  it('is SQL of PostgreSQL by what pg_dump says, or by its statements', () => {
    const end = '-- PostgreSQL database dump complete';
    const sql = {is: 'sql', of: 'postgres', makesDatabase: false};
    assert.deepEqual(of(PG_DUMP), {...sql, encoding: 'UTF8', end});
    assert.deepEqual(of(PG_DUMP.replaceAll('\n', '\r\n')), {...sql, encoding: 'UTF8', end});
    assert.deepEqual(of(`pg_dump: warning: circular\n${PG_DUMP}`), {...sql, encoding: 'UTF8', end});
    assert.deepEqual(of(`${PG_DUMP}\n\\connect shop\n`), {
      ...sql,
      encoding: 'UTF8',
      makesDatabase: true,
      end,
    });
    assert.deepEqual(of('--\n-- PostgreSQL database cluster dump\n--\n\nCREATE ROLE a;\n'), {
      ...sql,
      makesDatabase: true,
      end: '-- PostgreSQL database cluster dump complete',
    });
    assert.deepEqual(of('COPY public.a (b) FROM stdin;\n1\n\\.\n'), sql);
    assert.deepEqual(of("SET client_encoding = 'LATIN1';\n"), {...sql, encoding: 'LATIN1'});
  });

  it('is SQL of MySQL by what mysqldump says, or by its statements', () => {
    const sql = {is: 'sql', of: 'mysql', makesDatabase: false};
    const end = '-- Dump completed';
    for (const first of ['-- MySQL dump 10.13', '/*M!999999\\- enable */;\n-- MariaDB dump 10.19'])
      assert.deepEqual(of(`${first}  Distrib 8\n--\n-- Host: localhost    Database: shop\n`), {
        ...sql,
        database: 'shop',
        end,
      });
    assert.deepEqual(of('-- MySQL dump 10.13\n--\n-- Host: db    Database: \nUSE `shop`;\n'), {
      ...sql,
      makesDatabase: true,
      end,
    });
    assert.deepEqual(of('/*!40101 SET NAMES utf8 */;\nCREATE TABLE `a` (b int);\n'), sql);
  });

  it('goes into the server of its kind', () => {
    assert.equal(engineKindOf({is: 'sql', of: 'mysql', makesDatabase: true}), 'mysql');
    assert.equal(engineKindOf({is: 'folder', of: 'postgres'}), 'postgres');
    assert.equal(engineKindOf({is: 'pg_dump custom'}), 'postgres');
    assert.equal(engineKindOf({is: 'mongodump archive'}), 'mongo');
  });

  it('is always something, of whatever bytes, wherever they are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 2_000}), bytes => {
        assert.ok(contentWords(contentOf(Buffer.from(bytes))).length > 0);
      }),
    );
    fc.assert(
      fc.property(fc.integer({min: 0, max: PG_DUMP.length}), length => {
        const {is} = of(PG_DUMP.slice(0, length));
        assert.ok(['nothing', 'something else', 'sql'].includes(is));
      }),
    );
  });
});
