import assert from 'node:assert/strict';
import {createMysqlNames} from '../../../ts-helpers/src/dumps/mysqlNames.ts';
import {createPostgresNames, type NameReader} from '../../../ts-helpers/src/dumps/postgresNames.ts';

/** The same however it is cut. */
const heard = (make: () => NameReader, text: string): string[] => {
  const bytes = Buffer.from(text);
  const all = make().hear(bytes);
  for (const size of [1, 7, 64]) {
    const names = make();
    const found: string[] = [];
    for (let at = 0; at < bytes.length; at += size) found.push(...names.hear(bytes.subarray(at, at + size)));
    assert.deepEqual(found, all, `in pieces of ${size}`);
  }
  return all;
};

describe('users that a dump of PostgreSQL speaks of', () => {
  const names = (text: string, known: string[] = [], isAnnounced = true) =>
    heard(() => createPostgresNames(known, {isAnnounced}), text);

  it('are owners, and who may do what', () => {
    const text = String.raw`
ALTER TABLE public.orders OWNER TO shop;
ALTER SCHEMA "a TO b" OWNER TO "the ""owner""";
GRANT SELECT ON TABLE public.orders TO reader;
GRANT ALL ON SCHEMA public TO PUBLIC;
GRANT a TO b WITH ADMIN OPTION GRANTED BY c;
REVOKE ALL ON SCHEMA public FROM old;
ALTER DEFAULT PRIVILEGES FOR ROLE maker IN SCHEMA public GRANT SELECT ON TABLES  TO later;
SET SESSION AUTHORIZATION 'session one';
CREATE SCHEMA x AUTHORIZATION keeper;
CREATE POLICY p ON public.orders FOR SELECT TO alice, "bob ü" USING (true);
CREATE USER MAPPING FOR mapped SERVER s OPTIONS (
ALTER TABLE t OWNER TO pg_database_owner;
`;
    assert.deepEqual(names(text), [
      ...['shop', 'the "owner"', 'reader', 'b', 'c', 'old', 'maker', 'later', 'session one'],
      ...['keeper', 'alice', 'bob ü', 'mapped'],
    ]);
    assert.deepEqual(names(text.replaceAll('\n', '\r\n')).length, 13);
  });

  it('are none that are there, or that it makes', () => {
    const text = 'CREATE ROLE shop;\nALTER TABLE a OWNER TO shop;\nALTER TABLE b OWNER TO postgres;\n';
    assert.deepEqual(names(text, ['postgres']), []);
  });

  it('are none in rows, which look like anything', () => {
    const rows = 'COPY public.a (t) FROM stdin;\nALTER TABLE a OWNER TO nobody;\n\\.x\n\\.\n';
    const announced = '-- Data for Name: a; Type: TABLE DATA; Schema: public; Owner: shop\n--\n\n';
    const after = 'ALTER TABLE a OWNER TO shop;\n';
    assert.deepEqual(names(`${announced}${rows}${after}`), ['shop']);
    assert.deepEqual(names(`${rows}${after}`, [], false), ['shop']);
    // A line of a function, behind which no end of rows comes.
    assert.deepEqual(names(`AS $$\nCOPY a FROM stdin;\n$$;\n${after}`), ['shop']);
  });
});

describe('users that a dump of MySQL speaks of', () => {
  it('are those whose rights its views and routines go by', () => {
    const text = [
      '/*!50013 DEFINER=`gone`@`10.%` SQL SECURITY DEFINER */',
      'CREATE DEFINER=`root`@`localhost` PROCEDURE `p`()',
      "INSERT INTO `t` VALUES ('DEFINER=`no`@`one`');",
      '/*!50003 CREATE*/ /*!50017 DEFINER=`gone`@`10.%`*/ /*!50003 TRIGGER x',
      '',
    ].join('\n');
    assert.deepEqual(
      heard(() => createMysqlNames(['root@localhost']), text),
      ['gone@10.%'],
    );
  });
});
