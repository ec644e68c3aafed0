/** The migration that runs, as its program tells it: of Django, Alembic, Rails, Sequelize, Prisma, Flyway, Laravel and Knex. */
const RUNS: readonly RegExp[] = [
  /^\s{0,4}Applying (?<name>[\w.]{1,100})\.\.\.(?! OK| FAKED)/,
  /\] Running (?:upgrade|downgrade) [^>]{0,100}-> (?<name>\w+)/,
  /^== {1,2}(?<name>\d[\w-]{1,100}(?: \w{1,100})?): (?:migrating|reverting) =/,
  /^Applying migration `(?<name>[^`]+)`/,
  /Migrating schema \S{1,60} to version "(?<name>[^"]+)"/,
  /^\s{0,4}(?<name>\d{4}_\d\d_\d\d_\d{6}_\w+) [ .]{1,200}(?:\S{1,20} )?FAIL/,
  /migration file "(?<name>[^"]+)" failed/,
];

const ENDS = /^\s{0,4}OK$|: migrated \(|Successfully applied/;

/** Alembic does not say that one has ended: the exception tells it. */
const UNTOLD = /\[alembic\./;

export const migrationIn = (lines: readonly string[], line: string): string | undefined => {
  const until = lines.lastIndexOf(line);
  const before = until === -1 ? lines : lines.slice(0, until);
  const at = before.findLastIndex(text => nameIn(text) !== undefined);
  const [begun = '', ...after] = at === -1 ? [] : before.slice(at);
  if (after.some(text => ENDS.test(text))) return undefined;
  if (UNTOLD.test(begun) && !after.some(text => text.includes('/alembic/'))) return undefined;
  return nameIn(begun);
};

const nameIn = (text: string): string | undefined =>
  RUNS.map(pattern => pattern.exec(text)?.groups?.['name']).find(name => name !== undefined);

/** Of tests that never began: Django makes their database first, by all migrations. */
export const isSettingUp = (lines: readonly string[]): boolean =>
  lines.some(line => /\bin (?:setup_databases|create_test_db|django_db_setup)$/.test(line));
