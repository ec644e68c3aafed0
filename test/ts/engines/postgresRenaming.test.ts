import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import fc from 'fast-check';
import type {Written} from '../../../ts-helpers/src/engines/beside.ts';
import {postgres} from '../../../ts-helpers/src/engines/postgres.ts';
import {renamingDump} from '../../../ts-helpers/src/engines/postgres/renaming.ts';

const beside = postgres.beside ?? assert.fail('it has none');

/** As `pg_dump --create` 15 prints it, with all that can name the database. */
const dumpOf = (
  name: string,
  {connect = name, bare = name}: {connect?: string; bare?: string} = {},
): string =>
  [
    '--',
    '-- PostgreSQL database dump',
    '--',
    '',
    '\\restrict s0meKey',
    '',
    '--',
    `-- Name: ${bare}; Type: DATABASE; Schema: -; Owner: shop`,
    '--',
    '',
    `CREATE DATABASE ${name} WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE = 'C';`,
    '',
    `ALTER DATABASE ${name} OWNER TO shop;`,
    '',
    '\\unrestrict s0meKey',
    ...(connect.startsWith('-') ? ['\\encoding SQL_ASCII'] : []),
    `\\connect ${connect}`,
    '\\restrict s0meKey',
    '',
    '--',
    `-- Name: DATABASE ${name}; Type: COMMENT; Schema: -; Owner: shop`,
    '--',
    `COMMENT ON DATABASE ${name} IS 'of the shop';`,
    '--',
    `-- Name: ${bare}; Type: DATABASE PROPERTIES; Schema: -; Owner: shop`,
    '--',
    `ALTER DATABASE ${name} CONNECTION LIMIT = 50;`,
    `ALTER ROLE "a b" IN DATABASE ${name} SET work_mem TO '8MB';`,
    '--',
    '-- Name: f(); Type: FUNCTION; Schema: public; Owner: shop',
    '--',
    'CREATE FUNCTION public.f() RETURNS void LANGUAGE sql AS $$',
    'ALTER DATABASE shop SET work_mem TO 1;',
    '$$;',
    '--',
    '-- Data for Name: t; Type: TABLE DATA; Schema: public; Owner: shop',
    '--',
    '',
    'COPY public.t (a) FROM stdin;',
    'ALTER DATABASE shop OWNER TO shop;',
    '-- Name: shop; Type: DATABASE; Schema: -; Owner: shop',
    'CREATE DATABASE shop WITH TEMPLATE = template0;',
    '\\.',
    '--',
    `-- Name: DATABASE ${name}; Type: ACL; Schema: -; Owner: shop`,
    '--',
    `REVOKE CONNECT,TEMPORARY ON DATABASE ${name} FROM PUBLIC;`,
    `GRANT CONNECT ON DATABASE ${name} TO reader;`,
    '--',
    '-- PostgreSQL database dump complete',
    '--',
    '',
    'a line without an end',
  ].join('\n');

const renamed = (
  text: string,
  [from, to]: readonly [string, string | Written],
  lengths: readonly number[] = [text.length],
): string => {
  const renaming = renamingDump({from, to: typeof to === 'string' ? beside.quoted(to) : to});
  const out: Buffer[] = [];
  const bytes = Buffer.from(text);
  let at = 0;
  for (const length of [...lengths, bytes.length]) {
    out.push(...renaming.rename(bytes.subarray(at, at + length)));
    at += length;
  }
  return Buffer.concat([...out, ...renaming.end()]).toString('utf8');
};

describe('a dump as that of another database', () => {
  it('has the other name wherever the database is named, and nowhere else', () => {
    assert.equal(renamed(dumpOf('shop'), ['shop', 'shop_new']), dumpOf('"shop_new"', {bare: 'shop_new'}));
  });

  it('takes names that need quotes', () => {
    const odd = `-reuse-previous=on "dbname='o""d \\'d'"`;
    assert.equal(
      renamed(dumpOf('"o""d \'d"', {connect: odd, bare: 'o"d \'d'}), ['o"d \'d', 'shop']),
      dumpOf('"shop"', {bare: 'shop'}),
    );
    assert.equal(
      renamed(dumpOf('shop'), ['shop', 'o"d \'d']),
      dumpOf('"o""d \'d"', {connect: odd, bare: 'o"d \'d'}),
    );
  });

  // As pg_dump 15 prints them.
  for (const name of ['UPPER', 'a.b', '1st', 'my-shop', 'shop'])
    it(`is itself again with its own name as pg_dump writes it: ${name}`, () => {
      const text = /^[a-z]+$/.test(name) ? name : `"${name}"`;
      const connect = name === 'my-shop' ? `-reuse-previous=on "dbname='my-shop'"` : text;
      const dump = dumpOf(text, {bare: name, connect});
      const loaded = renamed(dump, [name, 'x_restoring']);
      assert.equal(renamed(loaded, ['x_restoring', {name, text}]), dump);
    });

  it('leaves alone what stands in quotes', () => {
    const lines = [
      '-- Name: shop; Type: DATABASE; Schema: -; Owner: shop',
      'ALTER DATABASE shop SET a TO 1;',
      '\\connect shop',
    ];
    const inQuotes = [
      ['CREATE FUNCTION public.f() AS $_$', ...lines, '$_$;'],
      [
        '-- Name: DATABASE other; Type: COMMENT; Schema: -; Owner: shop',
        "COMMENT ON DATABASE other IS 'it''s",
        ...lines,
        "';",
      ],
    ];
    for (const text of inQuotes.map(one => one.join('\n')))
      assert.equal(renamed(text, ['shop', 'new']), text);
  });

  it('keeps bytes that are no UTF-8', () => {
    const text = (name: string) =>
      Buffer.from(
        `-- Name: ${name}; Type: DATABASE PROPERTIES; Schema: -\nALTER DATABASE ${name} SET a TO '\u00e9';`,
        'latin1',
      );
    const {rename, end} = renamingDump({from: 'shop', to: {name: 'new', text: 'new'}});
    assert.deepEqual(Buffer.concat([...rename(text('shop')), ...end()]), text('new'));
  });

  it('takes a name in which a line ends for some', () => {
    assert.equal(
      renamed(dumpOf('"a\u2028b"', {bare: 'a\u2028b'}), ['a\u2028b', 'shop']),
      dumpOf('"shop"', {bare: 'shop', connect: 'shop'}).replace('\\connect shop', '\\connect "shop"'),
    );
  });

  it('leaves another database alone whose name begins alike', () => {
    assert.match(renamed(dumpOf('shop2'), ['shop', 'new']), /CREATE DATABASE shop2 WITH/);
  });

  it('is the same in whatever pieces it comes', () => {
    const whole = renamed(dumpOf('shop'), ['shop', 'new']);
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: 60}), {maxLength: 60}), lengths => {
        assert.equal(renamed(dumpOf('shop'), ['shop', 'new'], lengths), whole);
      }),
    );
  });

  it('comes as a stream', async () => {
    const name = beside.quoted('new');
    const pieces = dumpOf('shop')
      .split('T')
      .map((piece, index) => Buffer.from(index === 0 ? piece : `T${piece}`));
    const out: Buffer[] = [];
    for await (const chunk of beside.renaming(Readable.from(pieces), {from: 'shop', to: name}))
      out.push(chunk as Buffer);
    assert.equal(Buffer.concat(out).toString('utf8'), renamed(dumpOf('shop'), ['shop', 'new']));
  });
});

describe('a database that is loaded', () => {
  it('is told of each table before its rows', async () => {
    const told: string[] = [];
    const to = beside.quoted('new');
    const tableBegins = (name: string) => told.push(name);
    const dump = Readable.from([Buffer.from(dumpOf('shop'))]);
    await beside.renaming(dump, {from: 'shop', to, tableBegins}).toArray();
    assert.deepEqual(told, ['public.t']);
  });

  it('tells by psql what each table took, in whatever pieces that comes', () => {
    const said = 'SET\n\nCREATE TABLE\nCOPY 42\n17\nCOPY 0\nCOPYRIGHT 3\n COPY 4\nCOPY 1234567';
    fc.assert(
      fc.property(fc.array(fc.integer({min: 1, max: 20}), {maxLength: 30}), lengths => {
        const {hear, end} = beside.taken();
        let at = 0;
        for (const length of [...lengths, said.length]) {
          hear(Buffer.from(said.slice(at, at + length)));
          at += length;
        }
        assert.deepEqual(end(), [42, 0, 1_234_567]);
      }),
    );
  });
});
