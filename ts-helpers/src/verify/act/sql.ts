import {Readable} from 'node:stream';
import {rowsIn} from '../../archive/manifest.ts';
import type {Inside} from '../../engines/inside.ts';
import {CommandFailed} from '../../errors/userError.ts';
import {NotProven} from '../failed.ts';
import type {ProofServer} from './server.ts';

/** What the project's own questions to the restored data came to. */
export interface SqlRun {
  database: string;
  /** What they answered. */
  said: string[];
}

export const VERIFY_SQL = 'ops/verify.sql';
const DATABASE = /^--\s*database:\s*(\S+)\s*$/m;
const MOST_LINES = 50;

/** In the database that its text names (`-- database: shop`), or else the one with the most rows. Throws NotProven where it fails. */
export const runSql = async (text: string, servers: readonly ProofServer[]): Promise<SqlRun> => {
  const named = DATABASE.exec(text)?.[1];
  const {server, database} = databaseFor(named, servers);
  const words = server?.engine.query(database) ?? null;
  if (server === undefined || words === null)
    throw new NotProven([`${VERIFY_SQL} is for ${named ?? 'a database'}, and there is none that speaks SQL`]);
  try {
    return {database, said: await answers(server.inside, words, text)};
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw await server.blame(`${VERIFY_SQL} fails on what was restored`, error);
  }
};

const databaseFor = (named: string | undefined, servers: readonly ProofServer[]) => {
  const all = servers
    .filter(({engine}) => engine.query('') !== null)
    .flatMap(server =>
      server.stored.databases.map(one => ({server, database: one.name, rows: rowsIn(one.tables)})),
    );
  const found = named === undefined ? undefined : all.find(({database}) => database === named);
  const most = all.toSorted((one, other) => other.rows - one.rows)[0];
  return named === undefined
    ? {server: most?.server, database: most?.database ?? ''}
    : {server: found?.server, database: named};
};

const answers = async ({pipe}: Inside, words: readonly string[], text: string): Promise<string[]> => {
  const {input, output, ended, stop} = pipe(words);
  Readable.from([text]).pipe(input);
  let said = '';
  try {
    for await (const chunk of output.setEncoding('utf8')) said = (said + String(chunk)).slice(0, 100_000);
    await ended;
  } finally {
    stop();
  }
  return said.split('\n').filter(Boolean).slice(0, MOST_LINES);
};
