import {Readable} from 'node:stream';
import type {Beside} from '../beside.ts';
import {quoted, renamingDump} from './renaming.ts';
import {hearTaken} from './taking.ts';

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
  load: ['env', 'PGOPTIONS=--synchronous_commit=off', ...statements.filter(word => word !== '--quiet')],

  taken: hearTaken,

  quoted: name => ({name, text: quoted(name)}),

  howWritten: name => `SELECT quote_ident(${literals([name])});`,

  missingRoles(text, {roles: there, isSuperuser = true}) {
    const wanted = statementsOf(text).filter(
      ({role, member = role}) => !there.includes(role) || !there.includes(member),
    );
    const mine = wanted.filter(({role, member}) => member !== undefined || !there.includes(role));
    const names = mine.flatMap(({role, makes}) => (makes ? [role] : []));
    const made = isSuperuser ? mine : mine.map(one => ({...one, sql: asAnyone(one.sql)}));
    return {sql: made.map(({sql}) => `${sql}\n`).join(''), names};
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

/** Without what a superuser alone may say, though it is so anyway: https://www.postgresql.org/docs/current/sql-alterrole.html */
const asAnyone = (sql: string): string => {
  const [head] = ATTRIBUTES.exec(sql) ?? [];
  if (head === undefined) return sql.replace(GRANTOR, ';');
  const words = sql.slice(head.length, -1).split(' ');
  return `${head}${words.filter(word => !OF_SUPERUSERS.includes(word)).join(' ')};`;
};

const OF_SUPERUSERS = ['NOSUPERUSER', 'NOREPLICATION', 'NOBYPASSRLS'];
const ATTRIBUTES = new RegExp(String.raw`^ALTER ROLE (?:${NAME}) WITH `);
const GRANTOR = new RegExp(String.raw` GRANTED BY (?:${NAME});$`);

const bare = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
