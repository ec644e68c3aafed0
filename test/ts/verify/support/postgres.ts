import {PassThrough, type Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Piped, Pipes} from '../../../../ts-helpers/src/outside/pipe.ts';

/** A dump of one database, as its tool makes it. */
export const dumpOf = (database: string, rows: readonly number[]): string => `--
-- PostgreSQL database dump
--

--
-- Name: ${database}; Type: DATABASE; Schema: -; Owner: shop
--

CREATE DATABASE ${database} WITH TEMPLATE = template0;
\\connect ${database}

--
-- Name: orders; Type: TABLE; Schema: public; Owner: shop
--

CREATE TABLE public.orders (id integer);

--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: shop
--

COPY public.orders (id) FROM stdin;
${rows.join('\n')}
\\.


--
-- PostgreSQL database dump complete
--
`;

/** Servers by their containers: what is restored into one is dumped out of it again. */
export interface FakePostgres extends Pipes {
  /** Dumps, by database. */
  readonly held: Map<string, string>;
  readonly roles: string[];
  /** What becomes of a dump on its way in; throws where its tool fails. */
  taking: (dump: string) => string;
  /** What `df` says, or how it fails. */
  free: CommandFailed | string;
  /** What the tools complain of, and go on. */
  complaint: string;
  /** All that was run in it, in a word each. */
  readonly asked: string[];
}

export const failed = (line: string, exitCode = 3): CommandFailed =>
  new CommandFailed({program: 'docker', args: [], exitCode, tail: [line], stderr: line});

export const fakePostgres = (): FakePostgres => {
  const server: FakePostgres = {
    held: new Map(),
    roles: ['countable_proof', 'shop'],
    taking: dump => dump,
    complaint: '',
    free: '',
    asked: [],
    pipe(program, args) {
      const input = new PassThrough();
      const output = new PassThrough();
      const ended = answer([program, ...args].join(' '), input, server).then(
        said => {
          output.end(said);
          return server.complaint;
        },
        (error: unknown) => {
          output.end();
          throw error;
        },
      );
      ended.catch(() => undefined);
      return {input, output, ended, stop: () => undefined} satisfies Piped;
    },
  };
  return server;
};

const answer = async (words: string, input: Readable, server: FakePostgres): Promise<string> => {
  const {held, roles, asked} = server;
  const given = await text(input);
  if (words.includes('command -v zstd')) return '';
  if (words.includes('json_build_object')) {
    const databases = [...held].map(([name, dump]) => ({name, bytes: dump.length}));
    return JSON.stringify({version: '15.5', owner: 'shop', isSuperuser: true, roles, databases, shut: []});
  }
  if (words.includes('df -Pk')) {
    if (typeof server.free !== 'string') throw server.free;
    return server.free;
  }
  if (words.includes('pg_isready')) return '';
  if (words.includes('pg_dumpall')) return 'CREATE ROLE shop;\n';
  if (words.includes(' pg_dump ')) {
    const name = /PGDATABASE=(\w+) /.exec(words)?.[1] ?? '';
    asked.push(`dump ${name}`);
    return held.get(name) ?? '';
  }
  const written = /quote_ident\('(\w+)'\)/.exec(words)?.[1];
  if (written !== undefined) return `${written}\n`;
  const name = /^CREATE DATABASE "?(\w+)/m.exec(given)?.[1];
  if (name !== undefined) {
    asked.push(`restore ${name}`);
    const taken = server.taking(given);
    held.set(name, taken);
    return words.includes('--quiet') ? '' : tagsOf(taken);
  }
  if (given.startsWith('SELECT')) {
    asked.push(given.trim());
    return server.taking(given);
  }
  return '';
};

/** What psql prints of it, without `--quiet`. */
const tagsOf = (dump: string): string => {
  const tables = [...dump.matchAll(/^COPY .* FROM stdin;\n([^]*?)^\\\.$/gm)];
  return [
    'CREATE DATABASE\nCREATE TABLE',
    ...tables.map(([, rows = '']) => `COPY ${rows.split('\n').length - 1}`),
    '',
  ].join('\n');
};
