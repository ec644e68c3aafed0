import type {Engine} from '../engines/engine.ts';

/** Words that have a server do one thing, beside what it is restored from. */
const doing = (engine: Engine, statement: string): string[] =>
  engine.kind === 'postgres'
    ? [...(engine.query('postgres') ?? []), '--command', statement]
    : [...(engine.query('') ?? []), `--execute=${statement}`];

/** As empty as one can be. Text of no encoding is kept as it is: it has no order but that of its bytes. */
export const makeDatabase = (engine: Engine, name: string, encoding = 'UTF8'): string[] => {
  if (engine.kind !== 'postgres') return doing(engine, `CREATE DATABASE ${ticked(name)}`);
  const other = encoding === 'UTF8' ? '' : ` ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C'`;
  return doing(engine, `CREATE DATABASE ${quoted(name)} TEMPLATE template0${other}`);
};

/** With all rights: the dump does not tell theirs, and some owners need them. Nobody can log in as one. */
export const createUser = (engine: Engine, name: string): string[] => {
  if (engine.kind === 'postgres') return doing(engine, `CREATE ROLE ${quoted(name)} SUPERUSER`);
  const at = name.lastIndexOf('@');
  const user = `${ticked(name.slice(0, at))}@${ticked(name.slice(at + 1))}`;
  return doing(engine, `CREATE USER IF NOT EXISTS ${user}; GRANT ALL ON *.* TO ${user}`);
};

/** From its next connection on, who connects as `user` is `other`. */
export const actingAs = (engine: Engine, user: string, other: string): string[] =>
  doing(engine, `ALTER ROLE ${quoted(user)} SET role = ${literal(other)}`);

export const ofOneself = (engine: Engine, user: string): string[] =>
  doing(engine, `ALTER ROLE ${quoted(user)} RESET role`);

/** A database gets another owner where it has that one. */
export const owning = (
  engine: Engine,
  {database, from, to}: {database: string; from: string; to: string},
): string[] =>
  doing(
    engine,
    `DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_database WHERE datname = ${literal(database)} AND pg_get_userbyid(datdba) = ${literal(from)}) THEN
    EXECUTE format('ALTER DATABASE %I OWNER TO %I', ${literal(database)}, ${literal(to)});
  END IF;
END $$`,
  );

export const rightless = (engine: Engine, name: string): string[] =>
  doing(engine, `ALTER ROLE ${quoted(name)} NOSUPERUSER`);

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const ticked = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
