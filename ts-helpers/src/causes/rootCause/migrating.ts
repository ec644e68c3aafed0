/** The migration that runs, as its program tells it: of Django, Alembic, Rails, Sequelize, Prisma, Flyway, Laravel and Knex. */
const RUNS: readonly RegExp[] = [
  /^ *Applying (?<name>\w+\.\w+)\.\.\./,
  /^INFO +\[alembic\.runtime\.migration\] Running (?:upgrade|downgrade) [\w, ]*-> (?<name>\w+)/,
  /^== {1,2}(?<name>\d[\w-]+(?: \w+)?): (?:migrating|reverting) =/,
  /^Applying migration `(?<name>[^`]+)`/,
  /Migrating schema "[^" ]+" to version "(?<name>[^"]+)"/,
  /^ *(?<name>\d{4}_\d\d_\d\d_\d{6}_\w+) [^A-Z]*FAIL$/,
  /migration file "(?<name>[^"]+)" failed/,
];

const ENDS = /\.\.\. (?:OK|FAKED)|^ *OK$|: migrated \(|Successfully applied/;

/** Alembic does not say that one has ended: the exception tells it. */
const UNTOLD = /\[alembic\./;

export const migrationIn = (lines: readonly string[], line: string): string | undefined => {
  const until = lines.lastIndexOf(line);
  const before = until === -1 ? lines : lines.slice(0, until);
  const at = before.findLastIndex(text => nameIn(text) !== undefined);
  const [begun = '', ...after] = at === -1 ? [] : before.slice(at);
  if ([begun, ...after].some(text => ENDS.test(text))) return undefined;
  if (UNTOLD.test(begun) && !after.some(text => text.includes('/alembic/'))) return undefined;
  return nameIn(begun);
};

const nameIn = (text: string): string | undefined =>
  RUNS.map(pattern => pattern.exec(text)?.groups?.['name']).find(name => name !== undefined);

/** Of tests that never began: Django makes their database first, by all migrations. */
export const isSettingUp = (lines: readonly string[]): boolean =>
  lines.some(line => /\bin (?:setup_databases|create_test_db|django_db_setup)$/.test(line));
