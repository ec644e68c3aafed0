import assert from 'node:assert/strict';
import {PassThrough, Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import type {DumpContent} from '../../../ts-helpers/src/archive/content.ts';
import {restoreDump} from '../../../ts-helpers/src/dumps/restore.ts';
import {engineFor} from '../../../ts-helpers/src/engines/engines.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {EngineKind} from '../../../ts-helpers/src/archive/manifest.ts';
import {PG_DUMP} from './support/packed.ts';

const LOOK = {
  postgres: JSON.stringify({roles: ['countable_proof'], databases: []}),
  mysql: '',
  mongo: '',
} as const;

/** A server that takes everything, and what it was asked and given, in order. */
const server = (kind: EngineKind, said = '', failing?: CommandFailed) => {
  const asked: string[] = [];
  const target = {
    engine: engineFor(kind),
    container: 'c',
    pipes: {pipe: () => assert.fail('nothing else runs')},
    inside: {
      pipe(words: readonly string[]) {
        asked.push(words.at(-1) ?? '');
        return {
          input: new PassThrough().resume(),
          output: Readable.from([Buffer.from(LOOK[kind])]),
          ended: Promise.resolve(''),
          stop: () => undefined,
        };
      },
    },
    large: {
      dump: () => assert.fail('nothing is dumped'),
      async restore(words: readonly string[], source: Readable) {
        asked.push(`into ${words.find(word => /^PGDATABASE=|^--database=/.test(word)) ?? words.at(-1)}`);
        const given = await text(source);
        if (failing !== undefined) throw failing;
        asked.push(`given ${given.length}`);
        return said;
      },
    },
  };
  return {asked, target};
};

const restored = async (
  kind: EngineKind,
  content: DumpContent,
  {body = PG_DUMP, said, failing}: {body?: string; said?: string; failing?: CommandFailed} = {},
) => {
  const {asked, target} = server(kind, said, failing);
  const dump = {content, layers: [], body: Readable.from([Buffer.from(body)])};
  const made = await restoreDump(dump, 'shop', target);
  return {made, asked: asked.filter(one => !one.startsWith('select json_build_object'))};
};

const END = '-- PostgreSQL database dump complete';
const SQL = {is: 'sql', of: 'postgres', makesDatabase: false, end: END} as const;

describe('a dump that is restored', () => {
  it('gets a database, and the users that it speaks of before they are needed', async () => {
    const {made, asked} = await restored('postgres', SQL);
    assert.deepEqual(made, ['shop']);
    assert.deepEqual(asked, [
      'CREATE DATABASE "shop" TEMPLATE template0',
      'into PGDATABASE=shop',
      'CREATE ROLE "shop" SUPERUSER',
      `given ${PG_DUMP.length}`,
    ]);
  });

  it('makes its own where it says so, and has the encoding that it had', async () => {
    const {asked} = await restored('postgres', {...SQL, makesDatabase: true});
    assert.equal(asked[0], 'into PGDATABASE=postgres');
    const other = await restored('postgres', {...SQL, encoding: 'SQL_ASCII'});
    assert.equal(
      other.asked[0],
      `CREATE DATABASE "shop" TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'`,
    );
  });

  it('of MySQL is called as it was', async () => {
    const body = 'CREATE DEFINER=`a`@`%` VIEW\n-- Dump completed\n';
    const sql = {is: 'sql', of: 'mysql', makesDatabase: false, database: 'orders'} as const;
    const {made, asked} = await restored('mysql', sql, {body});
    assert.deepEqual(made, ['a@%']);
    assert.ok(asked.includes('--execute=CREATE DATABASE `orders`'));
    assert.ok(asked.includes('into --database=orders'));
  });

  it('is broken where the line is missing that it ends with', async () => {
    const body = PG_DUMP.slice(0, PG_DUMP.indexOf(END));
    await assert.rejects(restored('postgres', SQL, {body}), {code: 'DUMP_BROKEN'});
    const {end: _, ...withoutTitle} = SQL;
    await restored('postgres', withoutTitle, {body});
  });

  it('is broken, and not refused, where its server stumbles over the place at which it was cut off', async () => {
    const stumbled = (line: string) =>
      new CommandFailed({program: 'docker', args: [], exitCode: 3, tail: [line]});
    const body = PG_DUMP.slice(0, PG_DUMP.indexOf(END));
    const missing = 'ERROR:  missing data for column "what"';
    await assert.rejects(restored('postgres', SQL, {body, failing: stumbled(missing)}), {
      code: 'DUMP_BROKEN',
      message: `It was cut off: its last line is not "${END}".`,
      evidence: {log: {source: 'restore', lines: [missing]}},
    });
    const ended = 'pg_restore: error: could not read from input file: end of file';
    await assert.rejects(restored('postgres', {is: 'pg_dump custom'}, {failing: stumbled(ended)}), {
      code: 'DUMP_BROKEN',
    });
  });

  it('is refused at the first thing that the server does not take', async () => {
    const failing = (program: string) =>
      new CommandFailed({program, args: [], exitCode: 3, tail: ['ERROR:  relation "a" already exists', 'x']});
    await assert.rejects(restored('postgres', SQL, {failing: failing('docker')}), {
      code: 'DUMP_REFUSED',
      message: 'An empty PostgreSQL refuses it, plain SQL of PostgreSQL: ERROR:  relation "a" already exists',
    });
    await assert.rejects(restored('postgres', SQL, {failing: failing('lrzip')}), {name: 'CommandFailed'});
    const said = '2 document(s) failed to restore';
    await assert.rejects(restored('mongo', {is: 'mongodump archive'}, {said: `: ${said}`}), {
      code: 'DUMP_REFUSED',
    });
  });
});
