/** Plain SQL, as `pg_dump`, `pg_dumpall`, `mysqldump` and `mariadb-dump` print it. */
export interface SqlContent {
  is: 'sql';
  of: 'mysql' | 'postgres';
  /** It says which database it fills, and makes that itself; else it has to be given one. */
  makesDatabase: boolean;
  /** What it calls the database that it was made of, where it does. */
  database?: string;
  /** Of PostgreSQL: the encoding that its database had. */
  encoding?: string;
  /** The line that it ends with, where it begins with one of the tool's; else nothing tells whether it is whole. */
  end?: string;
}

const POSTGRES_TITLE = /^-- PostgreSQL database (cluster )?dump\r?$/m;
const MYSQL_TITLE = /^-- (?:MySQL|MariaDB) dump /m;

/** Where comments are left out, statements tell; each is of one of the two alone. */
const POSTGRES_STATEMENT =
  /^(?:SET (?:statement_timeout|standard_conforming_strings|client_encoding)\b|SELECT pg_catalog\.|CREATE EXTENSION |CREATE ROLE |\\connect )/;
const isOfPostgres = (line: string): boolean =>
  POSTGRES_STATEMENT.test(line) ||
  (line.startsWith('COPY ') && line.includes(' FROM stdin;')) ||
  (line.startsWith('ALTER ') && line.includes(' OWNER TO '));
const MYSQL_STATEMENT =
  /^(?:\/\*![0-9]{5}|\/\*M!|(?:CREATE TABLE|DROP TABLE IF EXISTS|INSERT INTO|LOCK TABLES|CREATE DATABASE(?: IF NOT EXISTS)?|USE) `)/m;

/** `text`: the beginning of it. Undefined where it is no such thing. */
export const sqlIn = (text: string): SqlContent | undefined => {
  const title = POSTGRES_TITLE.exec(text);
  if (title !== null) return postgres(text, title[1] === undefined ? 'database' : 'database cluster');
  const isMysql = MYSQL_TITLE.test(text);
  if (isMysql || MYSQL_STATEMENT.test(text)) return mysql(text, isMysql);
  return text.split('\n').some(isOfPostgres) ? postgres(text, undefined) : undefined;
};

const postgres = (text: string, title: 'database cluster' | 'database' | undefined): SqlContent => {
  const [, encoding] = /^SET client_encoding = '(\w+)';/m.exec(text) ?? [];
  return {
    is: 'sql',
    of: 'postgres',
    makesDatabase: title === 'database cluster' || /^(?:CREATE DATABASE|\\connect) /m.test(text),
    ...(encoding !== undefined && {encoding}),
    ...(title !== undefined && {end: `-- PostgreSQL ${title} dump complete`}),
  };
};

const mysql = (text: string, hasTitle: boolean): SqlContent => {
  const [, database] = /^-- Host: .*Database: (\S+)/m.exec(text) ?? [];
  return {
    is: 'sql',
    of: 'mysql',
    makesDatabase: /^USE `/m.test(text),
    ...(database !== undefined && {database}),
    ...(hasTitle && {end: '-- Dump completed'}),
  };
};
