import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import fc from 'fast-check';
import {postgres} from '../../../ts-helpers/src/engines/postgres.ts';
import {createPostgresReader} from '../../../ts-helpers/src/engines/postgres/reader.ts';
import {cuts, heard} from './support/cutting.ts';

/** As pg_dump 15 prints it. */
const dump = (...lines: string[]): Buffer =>
  Buffer.from(
    [
      '--',
      '-- PostgreSQL database dump',
      '--',
      '',
      '\\restrict s0meKey',
      '',
      '-- Dumped from database version 15.4',
      '-- Dumped by pg_dump version 15.4',
      '',
      ...lines,
      '--',
      '-- PostgreSQL database dump complete',
      '--',
      '',
      '\\unrestrict s0meKey',
      '',
    ].join('\n'),
  );
/** What stands before the rows of a table. */
const DATA = '-- Data for Name: t; Type: TABLE DATA; Schema: public; Owner: postgres';
const begin = (of: string): string[] => ['--', DATA, '--', '', `COPY ${of} FROM stdin;`];
const read = (bytes: Buffer, lengths?: readonly number[]) => heard(createPostgresReader(), bytes, lengths);
const rows = (bytes: Buffer) =>
  Object.fromEntries(Object.entries(read(bytes).tables).map(([name, table]) => [name, table.rows]));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const SHOP = dump(
  'CREATE TABLE public.things (id integer, name text);',
  ...begin('public.things (id, name)'),
  '1\tone',
  '2\t\\\\.',
  '\\N\t',
  '\\.',
  '',
  ...begin('public."od ""d (x)" (a)'),
  '\\\\.',
  '\\\\.\\n\\\\.',
  '',
  '\\.',
  '',
);

describe('what a dump of PostgreSQL holds', () => {
  it('is the rows of each table, with a digest of them as they stand there', () => {
    const {isComplete, bytes, tables} = read(SHOP);
    const things = '1\tone\n2\t\\\\.\n\\N\t\n';
    const odd = '\\\\.\n\\\\.\\n\\\\.\n\n';
    assert.deepEqual(
      {isComplete, bytes, tables},
      {
        isComplete: true,
        bytes: SHOP.length,
        tables: {
          'public.things': {rows: 3, bytes: things.length, digest: sha256(things)},
          'public."od ""d (x)"': {rows: 3, bytes: odd.length, digest: sha256(odd)},
        },
      },
    );
  });

  it('is the same in whatever pieces it comes', () => {
    const whole = read(SHOP);
    fc.assert(
      fc.property(cuts, lengths => {
        assert.deepEqual(read(SHOP, lengths), whole);
      }),
    );
  });

  it('counts rows of any text, whatever stands in them', () => {
    const escaped = (text: string): string =>
      text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
    const text = fc.oneof(fc.string(), fc.constantFrom('\\.', '\\N', '', '\n\\.\n', '.', '\\'));
    fc.assert(
      fc.property(fc.array(text, {maxLength: 20}), cuts, (all, lengths) => {
        const bytes = dump(...begin('public.t (a)'), ...all.map(escaped), '\\.', '');
        const {isComplete, tables} = read(bytes, lengths);
        assert.deepEqual([isComplete, tables['public.t']?.rows], [true, all.length]);
      }),
    );
  });

  it('has tables without a row, and such without a column', () => {
    const bytes = dump(...begin('public.e (a, b)'), '\\.', '', ...begin('public.nocol '), '', '', '\\.', '');
    assert.deepEqual(rows(bytes), {'public.e': 0, 'public.nocol': 2});
  });

  it('takes what a function copies for no table', () => {
    const bytes = dump('CREATE FUNCTION public.f() AS $$', 'COPY public.t (a) FROM stdin;', '$$;');
    const {isComplete, tables} = read(bytes);
    assert.deepEqual([isComplete, tables], [true, {}]);
  });

  it('takes what stands in quotes for nothing else, whatever it looks like', () => {
    const looks = [...begin('public.t (a)'), '1', '-- PostgreSQL database dump complete'];
    for (const [opening, closing] of [
      ["COMMENT ON TABLE public.t IS '", "';"],
      ['CREATE VIEW public.v AS SELECT 1 AS "', '";'],
      ['CREATE FUNCTION public.f() AS $_a$ it\'s "odd $1 $$', '$_a$;'],
    ] as const) {
      const bytes = dump(opening, ...looks, closing, ...begin('public.after (a)'), '1', '\\.', '');
      assert.deepEqual(rows(bytes), {'public.after': 1}, opening);
      const cutOff = dump().subarray(0, 100).toString() + [opening, ...looks].join('\n');
      assert.equal(read(Buffer.from(cutOff)).isComplete, false, opening);
    }
  });

  it('has tables and columns in whose names lines end', () => {
    const bytes = dump(
      ...begin('public."two\nlines" ("a\n(", b)'),
      '-- \\connect',
      'COPY x FROM stdin;',
      '\\.',
      '',
    );
    assert.deepEqual(rows(bytes), {'public."two\nlines"': 2});
  });

  it('keeps tables apart whose names are in another encoding', () => {
    const bytes = Buffer.from(
      dump(
        ...begin('public."\u00e9" (a)'),
        '1',
        '\\.',
        '',
        ...begin('public."\u00e8" (a)'),
        '\\.',
        '',
      ).toString(),
      'latin1',
    );
    assert.deepEqual(rows(bytes), {'public."é"': 1, 'public."è"': 0});
  });

  it('takes large objects for no table, and notices when one is another', () => {
    const blob = (bytes: string) =>
      dump(
        "SELECT pg_catalog.lo_create('16390');",
        "SELECT pg_catalog.lo_open('16390', 131072);",
        `SELECT pg_catalog.lowrite(0, '\\x${bytes}');`,
        'SELECT pg_catalog.lo_close(0);',
      );
    assert.deepEqual(rows(blob('00ff')), {});
    assert.notEqual(read(blob('00ff')).schema, read(blob('00fe')).schema);
  });

  it('is no other one for the key that its run has, nor for the version of the tool', () => {
    const text = SHOP.toString()
      .replaceAll('s0meKey', '0ther')
      .replace('pg_dump version 15.4', 'pg_dump version 15.9');
    assert.equal(read(Buffer.from(text)).schema, read(SHOP).schema);
    const changed = SHOP.toString().replace('id integer', 'id bigint');
    assert.notEqual(read(Buffer.from(changed)).schema, read(SHOP).schema);
  });

  it('is whole without a line end behind its last line', () => {
    const end = SHOP.indexOf('complete') + 'complete'.length;
    assert.equal(read(SHOP.subarray(0, end)).isComplete, true);
  });

  it('is not whole wherever it is cut off before it says so', () => {
    const end = SHOP.indexOf('complete') + 'complete'.length;
    for (let length = 0; length < end; length++)
      assert.equal(read(SHOP.subarray(0, length)).isComplete, false, `${length} bytes`);
  });

  it('is not whole when its last row only says that it is', () => {
    const bytes = Buffer.from(
      `${DATA}\nCOPY public.t (a) FROM stdin;\n-- PostgreSQL database dump complete\n`,
    );
    assert.equal(read(bytes).isComplete, false);
  });
});

describe('the tools of PostgreSQL', () => {
  it('fill and mask databases that are read-only by their own settings', () => {
    const clients = [
      postgres.restore('shop'),
      postgres.query('shop'),
      postgres.beside?.load,
      postgres.masking?.script('shop'),
    ];
    for (const words of clients)
      assert.ok(
        words?.some(word => /^PGOPTIONS=(?:.* )?--default_transaction_read_only=off(?: |$)/.test(word)),
        words?.join(' '),
      );
  });

  it('dump no passwords for who may not read them', () => {
    const look = {version: '15', owner: 'rdsadmin', databases: [], closed: [], roles: []};
    assert.equal(postgres.dumpRoles({...look, isSuperuser: false})?.includes('--no-role-passwords'), true);
    assert.equal(postgres.dumpRoles({...look, isSuperuser: true})?.includes('--no-role-passwords'), false);
  });

  it('complain of nothing when a role is there already', () => {
    assert.deepEqual(
      postgres.complaints(
        'psql:<stdin>:1: ERROR:  role "postgres" already exists\nNOTICE:  fine\npsql:<stdin>:9: ERROR:  role "x" does not exist\n',
      ),
      ['psql:<stdin>:9: ERROR:  role "x" does not exist'],
    );
  });
});
