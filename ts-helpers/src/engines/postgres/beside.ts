import {Readable} from 'node:stream';
import type {Beside} from '../beside.ts';
import {quoted, renamingDump} from './renaming.ts';
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

  howWritten: name => `SELECT quote_ident(${literals([name])});`,

  missingRoles(text, there) {
    const wanted = statementsOf(text).filter(
      ({role, member = role}) => !there.includes(role) || !there.includes(member),
    );
    const mine = wanted.filter(({role, member}) => member !== undefined || !there.includes(role));
    const names = mine.flatMap(({role, makes}) => (makes ? [role] : []));
    return {sql: mine.map(({sql}) => `${sql}\n`).join(''), names};
  },

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
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${literals([database])} AND pid <> pg_backend_pid();
DROP DATABASE IF EXISTS ${quoted(database)};`,

  names: 'SELECT datname FROM pg_database WHERE NOT datistemplate',
});

const literals = (texts: readonly string[]): string =>
  texts.map(text => `'${text.replaceAll("'", "''")}'`).join(', ');

interface RoleStatement {
  sql: string;
  role: string;
  /** Who gets the role. */
  member?: string;
  makes: boolean;
}

const NAME = String.raw`"(?:[^"]|"")+"|[^\s";]+`;
const CREATE = new RegExp(String.raw`^CREATE ROLE (?<role>${NAME});$`);
const ALTER = new RegExp(String.raw`^ALTER ROLE (?<role>${NAME}) (?:WITH|SET) .*;$`);
const GRANT = new RegExp(
  String.raw`^GRANT (?<role>${NAME}) TO (?<member>${NAME})(?: WITH [A-Z ,]+?)?(?: GRANTED BY (?:${NAME}))?;$`,
);

/** What `pg_dumpall --globals-only` prints of roles, a statement a line. */
const statementsOf = (text: string): RoleStatement[] =>
  text.split('\n').flatMap((line): RoleStatement[] => {
    const found = [CREATE, ALTER, GRANT].map(one => one.exec(line)?.groups).find(Boolean);
    if (found?.['role'] === undefined) return [];
    const {role, member} = found;
    return [
      {
        sql: line,
        role: bare(role),
        ...(member !== undefined && {member: bare(member)}),
        makes: line.startsWith('CREATE'),
      },
    ];
  });

const bare = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
