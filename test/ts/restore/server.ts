import {PassThrough, Readable} from 'node:stream';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {Piped, Pipes} from '../../../ts-helpers/src/outside/pipe.ts';

/** A PostgreSQL that knows names of databases, and what restores ask of it. */
export interface FakeServer extends Pipes {
  names: string[];
  closed: Set<string>;
  /** Those that hear from other servers, and so are not dropped. */
  hearing: Set<string>;
  /** So often somebody is connected when names are to be changed. */
  heldTimes: number;
  asked: string[];
}

const RENAME = /ALTER DATABASE "([^"]+)" RENAME TO "([^"]+)";/g;
const ALLOW = /ALTER DATABASE "([^"]+)" ALLOW_CONNECTIONS (true|false);/g;
const DROP = /DROP DATABASE IF EXISTS "([^"]+)";/g;

export const fakeServer = (names: string[]): FakeServer => {
  const server: FakeServer = {
    names,
    closed: new Set(),
    hearing: new Set(),
    heldTimes: 0,
    asked: [],
    pipe(_program, args) {
      const input = new PassThrough();
      const output = new PassThrough();
      const command = args[args.indexOf('--command') + 1];
      const work = async (): Promise<string> => {
        const sql = args.includes('--command') ? (command ?? '') : await textOf(input);
        server.asked.push(sql);
        if (sql.includes('pg_stat_activity') && !sql.includes('pg_terminate'))
          output.write('shop: ada at 10.0.0.9\n');
        if (sql.startsWith('SELECT datname FROM pg_database')) output.write(`${server.names.join('\n')}\n`);
        if (sql.includes('RENAME') && server.heldTimes > 0) {
          server.heldTimes -= 1;
          output.end();
          throw refusal('ERROR:  database "shop" is being accessed by other users');
        }
        for (const [, name, after] of sql.matchAll(RENAME))
          server.names = server.names.map(one => (one === name ? (after ?? '') : one));
        for (const [, name = '', allowed] of sql.matchAll(ALLOW))
          if (allowed === 'true') server.closed.delete(name);
          else server.closed.add(name);
        const database = args.find(word => word.startsWith('PGDATABASE='))?.slice('PGDATABASE='.length) ?? '';
        if (sql.includes('DROP SUBSCRIPTION') && !server.closed.has(database))
          server.hearing.delete(database);
        if (sql.includes('pg_subscription') && [...server.hearing].some(name => sql.includes(`'${name}'`)))
          output.write('<row/>\n');
        for (const [, name = ''] of sql.matchAll(DROP))
          if (server.hearing.has(name))
            throw refusal('ERROR:  it is used by logical replication subscription');
        for (const [, name] of sql.matchAll(DROP)) server.names = server.names.filter(one => one !== name);
        output.end();
        return '';
      };
      const ended = work();
      ended.catch(() => undefined);
      return {input, output, ended, stop: () => undefined} satisfies Piped;
    },
  };
  return server;
};

const textOf = async (input: Readable): Promise<string> => {
  let text = '';
  for await (const piece of input.setEncoding('utf8')) text += String(piece);
  return text;
};

const refusal = (line: string): CommandFailed =>
  new CommandFailed({
    program: 'docker',
    args: [],
    exitCode: 3,
    signal: undefined,
    tail: [line],
    stderr: line,
  });
