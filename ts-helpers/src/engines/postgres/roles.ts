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
export const missingRoles = (text: string, there: readonly string[]): {sql: string; names: string[]} => {
  // Every server has those of its own.
  const isThere = (name: string): boolean => name.startsWith('pg_') || there.includes(name);
  const missing = statementsIn(text)
    .flatMap(statementOf)
    .filter(({role, member = role}) => !isThere(role) || !isThere(member));
  const names = missing.flatMap(({role, makes}) => (makes ? [role] : []));
  return {sql: missing.map(({sql}) => `${sql}\n`).join(''), names};
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

const bare = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
