import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import fc from 'fast-check';
import {createMysqlReader} from '../../../ts-helpers/src/engines/mysql/reader.ts';
import {cuts, heard} from './support/cutting.ts';

const HEAD = [
  '/*M!999999\\- enable the sandbox mode */ ',
  '-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)',
  '--',
  '-- Host: localhost    Database: shop',
  '-- Server version\t10.11.19-MariaDB',
  '',
];
const dump = (...lines: string[]): Buffer =>
  Buffer.from([...HEAD, ...lines, '', '-- Dump completed', ''].join('\n'));
const read = (bytes: Buffer, lengths?: readonly number[]) => heard(createMysqlReader(), bytes, lengths);
const rows = (bytes: Buffer) =>
  Object.fromEntries(Object.entries(read(bytes).tables).map(([name, table]) => [name, table.rows]));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const FIRST = `(1,'it\\'s; a ) ( \\\\',0x00FF27,'a),(b')`;
const SECOND = `(2,NULL,'','it''s')`;
/** As MariaDB prints it: a row a line. */
const MARIADB = dump(
  'CREATE TABLE `t` (',
  '  `id` int(11) NOT NULL',
  ');',
  'LOCK TABLES `t` WRITE;',
  'INSERT INTO `t` VALUES',
  `${FIRST},`,
  `${SECOND};`,
  'UNLOCK TABLES;',
  'LOCK TABLES `we``ird(x)` WRITE;',
  'INSERT INTO `we``ird(x)` (`V``x`, `b`) VALUES (1,2),(3,4);',
  'UNLOCK TABLES;',
  'DELIMITER ;;',
  'CREATE PROCEDURE `p`()',
  'begin',
  'INSERT INTO `t` VALUES (1,2),(3);',
  'LOCK TABLES `none` WRITE;',
  '-- Dump completed',
  'end ;;',
  'DELIMITER ;',
);

describe('what a dump of MySQL or MariaDB holds', () => {
  it('is the rows of each table, with a digest of them as they stand there', () => {
    const {isComplete, bytes, tables} = read(MARIADB);
    const things = FIRST + SECOND;
    assert.deepEqual(
      {isComplete, bytes, tables},
      {
        isComplete: true,
        bytes: MARIADB.length,
        tables: {
          t: {rows: 2, bytes: things.length, digest: sha256(things)},
          'we`ird(x)': {rows: 2, bytes: 10, digest: sha256('(1,2)(3,4)')},
        },
      },
    );
  });

  it('is the same in whatever pieces it comes', () => {
    const whole = read(MARIADB);
    fc.assert(
      fc.property(cuts, lengths => {
        assert.deepEqual(read(MARIADB, lengths), whole);
      }),
    );
  });

  it('is the same however its rows are divided among statements', () => {
    const many = dump(
      'LOCK TABLES `t` WRITE;',
      `INSERT INTO \`t\` VALUES ${FIRST},${SECOND};`,
      'UNLOCK TABLES;',
    );
    const each = dump(
      'LOCK TABLES `t` WRITE;',
      `INSERT INTO \`t\` VALUES ${FIRST};`,
      `INSERT INTO \`t\` VALUES ${SECOND};`,
      'UNLOCK TABLES;',
    );
    const [one, other] = [read(many), read(each)];
    assert.deepEqual(one.tables, other.tables);
    assert.equal(one.schema, other.schema);
  });

  it('counts rows of any bytes, whatever stands in them', () => {
    // As the tools quote them, whatever character set their bytes are taken for.
    const quoted = (bytes: Uint8Array): string =>
      `'${[...bytes]
        .map(byte => String.fromCharCode(byte))
        .join('')
        .replaceAll(/['"\\]/g, '\\$&')
        .replaceAll('\n', '\\n')
        .replaceAll('\0', '\\0')}'`;
    const value = fc.oneof(
      fc.uint8Array({maxLength: 30}).map(quoted),
      fc
        .constantFrom("');\n-- Dump completed\n", '),(', '`', "''", '\\')
        .map(text => quoted(Buffer.from(text))),
      fc.constantFrom('NULL', '0x00FF', '-1.5'),
    );
    const row = fc.array(value, {minLength: 1, maxLength: 4}).map(values => `(${values.join(',')})`);
    fc.assert(
      fc.property(fc.array(row, {minLength: 1, maxLength: 10}), cuts, (all, lengths) => {
        const text = dump('LOCK TABLES `t` WRITE;', `INSERT INTO \`t\` VALUES ${all.join(',')};`);
        const bytes = Buffer.from(text.toString('utf8'), 'latin1');
        const {isComplete, tables} = read(bytes, lengths);
        assert.deepEqual([isComplete, tables.t?.rows], [true, all.length]);
        assert.equal(tables.t?.bytes, all.join('').length);
      }),
    );
  });

  it('has tables without a row, and no views', () => {
    const bytes = dump(
      'CREATE TABLE `e` (',
      'LOCK TABLES `e` WRITE;',
      'UNLOCK TABLES;',
      '/*!50001 CREATE VIEW `v` AS SELECT',
      ' NULL AS `a` */;',
    );
    assert.deepEqual(rows(bytes), {e: 0});
  });

  it('is no other one for the version of the tool, and is for a column', () => {
    const text = MARIADB.toString();
    const later = text.replaceAll('10.11.19', '10.11.20');
    assert.equal(read(Buffer.from(later)).schema, read(MARIADB).schema);
    const changed = text.replace('int(11)', 'bigint(20)');
    assert.notEqual(read(Buffer.from(changed)).schema, read(MARIADB).schema);
  });

  it('has definitions of any length', () => {
    const long = `CREATE VIEW \`v\` AS SELECT '${'x'.repeat(5000)}';`;
    fc.assert(
      fc.property(cuts, lengths => {
        assert.deepEqual(read(dump(long), lengths), read(dump(long)));
      }),
      {numRuns: 20},
    );
    assert.notEqual(read(dump(long)).schema, read(dump(long.replace("x'", "y'"))).schema);
  });

  it('is whole with a time behind its end, and without a line end', () => {
    const end = Buffer.from(`${MARIADB.toString().trimEnd()} on 2026-11-27 15:00:29`);
    assert.equal(read(end).isComplete, true);
  });

  it('is not whole wherever it is cut off before it says so', () => {
    for (let length = 0; length < MARIADB.length - 1; length++)
      assert.equal(read(MARIADB.subarray(0, length)).isComplete, false, `${length} bytes`);
  });
});
