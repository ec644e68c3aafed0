import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import fc from 'fast-check';
import {mysql} from '../../../ts-helpers/src/engines/mysql.ts';
import {cuts} from './support/cutting.ts';

const START = '-- MariaDB dump\n/*!40101 SET NAMES utf8mb4 */;\n\n--\n';
const TABLES = [
  '-- Current Database: `a`\n--\n\nUSE `a`;\n',
  `INSERT INTO \`t\` VALUES ('${'x'.repeat(200)}\\n-- Current Database: ');\n`,
  'DELIMITER ;;\nCREATE PROCEDURE p() BEGIN\n-- Current Database: `x`\nEND ;;\nDELIMITER ;\n\n--\n',
].join('');
const VIEWS =
  '-- Current Database: `a`\n--\n\nUSE `a`;\n/*!50001 VIEW `v` AS select 1 */;\n\n-- Dump completed';

const parted = async (text: string, lengths: readonly number[]): Promise<{tables: string; views: string}> => {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = lengths[pieces.length % lengths.length] ?? 1;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  const {tables, views} = mysql.parting?.(Readable.from(pieces)) ?? assert.fail();
  const out: Buffer[] = [];
  for await (const piece of tables) out.push(piece as Buffer);
  return {tables: Buffer.concat(out).toString(), views: views().toString()};
};

describe('a dump of MariaDB that is loaded', () => {
  it('has its views apart, which may be of tables of other databases, in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(cuts, async lengths => {
        assert.deepEqual(await parted(START + TABLES + VIEWS, lengths), {
          tables: START + TABLES,
          views: START + VIEWS,
        });
      }),
    );
  });

  it('has none where it ends before', async () => {
    assert.deepEqual(await parted(START + TABLES, [7]), {tables: START + TABLES, views: ''});
  });
});
