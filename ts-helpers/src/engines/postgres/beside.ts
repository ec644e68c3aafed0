import {Readable} from 'node:stream';
import type {Beside} from '../beside.ts';
import {literal, quoted, renamingDump} from './renaming.ts';
import {missingRoles} from './roles.ts';
import {hearTaken} from './taking.ts';
import {writing} from './writing.ts';

export const besideInPostgres = (statements: readonly string[]): Beside => ({
  statements,

  renaming(source, order) {
    const renaming = renamingDump(order);
    const chunks = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of source) yield* renaming.rename(piece as Buffer);
      yield* renaming.end();
    };
    return Readable.from(chunks(), {objectMode: false});
  },

  // All is on disk with the change of names, which waits for it.
  load: writing(
    statements.filter(word => word !== '--quiet'),
    '--synchronous_commit=off',
  ),

  taken: hearTaken,

  quoted: name => ({name, text: quoted(name)}),

  howWritten: name => `SELECT quote_ident(${literal(name)});`,

  missingRoles,

  rename: renames =>
    [
      // Waits for nobody for ever.
      "SET lock_timeout = '10s';",
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (${literals(renames.map(({name}) => name))}) AND pid <> pg_backend_pid();`,
      'BEGIN;',
      ...renames.flatMap(({name, after, isUsed}) => [
        `ALTER DATABASE ${quoted(name)} RENAME TO ${quoted(after)};`,
        `ALTER DATABASE ${quoted(after)} ALLOW_CONNECTIONS ${isUsed};`,
      ]),
      'COMMIT;',
    ].join('\n'),

  // As another language says it, it is told by its code alone.
  isHeld: text => /is being accessed by other users|55006/.test(text),

  clients: databases =>
    `SELECT datname || ': ' || usename || coalesce(' at ' || host(client_addr), '') || coalesce(' (' || nullif(application_name, '') || ')', '')
      FROM pg_stat_activity WHERE datname IN (${literals(databases)}) AND pid <> pg_backend_pid() AND usename IS NOT NULL ORDER BY 1;`,

  drop: database =>
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${literal(database)} AND pid <> pg_backend_pid();
DO $$ BEGIN IF EXISTS (SELECT FROM pg_database WHERE datname = ${literal(database)} AND datistemplate)
  THEN EXECUTE ${literal(`ALTER DATABASE ${quoted(database)} IS_TEMPLATE false`)}; END IF; END $$;
DROP DATABASE IF EXISTS ${quoted(database)};`,

  // Older versions have none.
  subscriptions: database =>
    `SELECT query_to_xml('SELECT subname FROM pg_subscription WHERE subdbid = ' || oid, false, true, '') FROM pg_database
      WHERE datname = ${literal(database)} AND to_regclass('pg_catalog.pg_subscription') IS NOT NULL;`,

  open: database => `ALTER DATABASE ${quoted(database)} ALLOW_CONNECTIONS true;`,

  names: 'SELECT datname FROM pg_database',
});

const literals = (texts: readonly string[]): string => texts.map(literal).join(', ');
