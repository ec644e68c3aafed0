import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import fc from 'fast-check';
import {mysql} from '../../../ts-helpers/src/engines/mysql.ts';
import {createMysqlReader} from '../../../ts-helpers/src/engines/mysql/reader.ts';
import {answering} from './support/answering.ts';
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

describe('the tools of MySQL and MariaDB', () => {
  const hex = (text: string) => Buffer.from(text).toString('hex').toUpperCase();
  const looked = (version: string, readsEverything: number) =>
    [
      `version\t${hex(version)}\t0`,
      `owner\t${hex('root')}\t0`,
      `reads everything\t\t${readsEverything}`,
      `database\t${hex('odd\t`name\n')}\t16384`,
      '',
    ].join('\n');

  it('tell what a server holds, whatever its names have in them', async () => {
    const {inside, asked} = answering(looked('10.11.19-MariaDB', 1), `user\t${hex('app@%')}\t0\n`);
    assert.deepEqual(await mysql.look(inside), {
      version: '10.11.19-MariaDB',
      owner: 'root',
      isSuperuser: true,
      databases: [{name: 'odd\t`name\n', bytes: 16384}],
      closed: [],
      roles: ['app@%'],
    });
    assert.equal(asked.length, 2);
  });

  it('ask who may not read all about no users, dump none, and tell what they may not see', async () => {
    const {inside, asked} = answering(looked('8.4.3', 0), 'odd@0009@0060name@000a\nmysql\nhid@002dden\n');
    const look = await mysql.look(inside);
    assert.deepEqual([look.isSuperuser, look.roles, asked.length], [false, [], 2]);
    assert.deepEqual(look.closed, ['hid-den']);
    assert.equal(mysql.dumpRoles(look), null);
  });

  it('are told of what only one of them knows', async () => {
    const of = async (version: string) => {
      const look = await mysql.look(answering(looked(version, 1), '').inside);
      return [...(mysql.dumpRoles(look) ?? []), ...mysql.dump('shop', look)].join(' ');
    };
    const [mariadb, ofMysql] = [await of('10.11.19-MariaDB'), await of('8.4.3')];
    assert.deepEqual([mariadb.includes('--system=users'), mariadb.includes('gtid')], [true, false]);
    assert.deepEqual([ofMysql.includes('--system=users'), ofMysql.includes('gtid')], [false, true]);
    assert.match(ofMysql, /SHOW \$1/);
  });

  it('leave room for the databases to come', () => {
    const words = mysql.makeRoom(['a`b']).map(all => all.at(-1));
    assert.deepEqual(words, [
      '--execute=SET GLOBAL max_allowed_packet = 1073741824',
      '--execute=DROP DATABASE IF EXISTS `a``b`',
    ]);
  });

  it('complain of errors, and of nothing else', () => {
    const text =
      'mysqldump: [Warning] fine\nERROR 1064 (42000) at line 3: syntax\nmariadb-dump: Got error: 1045: denied\n';
    assert.deepEqual(mysql.complaints(text), [
      'ERROR 1064 (42000) at line 3: syntax',
      'mariadb-dump: Got error: 1045: denied',
    ]);
  });
});
