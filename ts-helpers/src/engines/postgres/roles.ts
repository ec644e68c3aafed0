import type {RolesThere} from '../beside.ts';
import {type Open, openAfter} from './quotes.ts';

interface RoleStatement {
  sql: string;
  role: string;
  /** Who gets the role. */
  member?: string;
  makes: boolean;
}

const NAME = String.raw`"(?:[^"]|"")+"|[^\s";]+`;
const ROLE = `(?<role>${NAME})`;
const STATEMENTS = [
  `^CREATE ROLE ${ROLE};$`,
  `^ALTER ROLE ${ROLE} (?:WITH|SET) `,
  `^COMMENT ON ROLE ${ROLE} IS `,
  `^SECURITY LABEL FOR (?:${NAME}) ON ROLE ${ROLE} IS `,
  `^GRANT [A-Z, ]+ ON PARAMETER (?:${NAME}) TO ${ROLE}(?: WITH GRANT OPTION)?;$`,
  String.raw`^GRANT ${ROLE} TO (?<member>${NAME})(?: WITH [A-Z ,]+?)?(?: GRANTED BY (?:${NAME}))?;$`,
].map(pattern => new RegExp(pattern));

/** Of what `pg_dumpall --globals-only` prints, what makes the roles that are not there; those that are there stay as they are. */
export const missingRoles = (
  text: string,
  {roles, isSuperuser = true}: RolesThere,
): {sql: string; names: string[]} => {
  // Every server has those of its own.
  const isThere = (name: string): boolean => name.startsWith('pg_') || roles.includes(name);
  const missing = statementsIn(text)
    .flatMap(statementOf)
    .filter(({role, member = role}) => !isThere(role) || !isThere(member));
  const names = missing.flatMap(({role, makes}) => (makes ? [role] : []));
  const made = missing.map(({sql}) => (isSuperuser ? sql : asAnyone(sql)));
  return {sql: made.map(sql => `${sql}\n`).join(''), names};
};

/** Each is a line, or goes on for as long as a quote is open. */
const statementsIn = (text: string): string[] => {
  const all: string[] = [];
  let begun: string[] = [];
  let open: Open = '';
  for (const line of text.split('\n')) {
    begun.push(line);
    open = openAfter(line, open);
    if (open !== '') continue;
    all.push(begun.join('\n'));
    begun = [];
  }
  return all;
};

const statementOf = (sql: string): RoleStatement[] => {
  const found = STATEMENTS.map(one => one.exec(sql)?.groups).find(Boolean);
  if (found?.['role'] === undefined) return [];
  const {role, member} = found;
  const makes = sql.startsWith('CREATE');
  return [{sql, role: bare(role), ...(member !== undefined && {member: bare(member)}), makes}];
};

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
