import {changedLines, type Patch, type PatchedFile} from '../../history/patches.ts';
import {isMigration} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';
import {mentions} from './words.ts';

/** That migrations do not follow one another. */
const ORDER =
  /Conflicting migrations|pending migrations|multiple leaf nodes|Migrations? (?:is|are) pending|Multiple head revisions|InconsistentMigration|Can't locate revision/i;
/** That the database is not as the program, or a migration, takes it to be. */
const SCHEMA = [
  /(?:relation|table|column) ["'`]?[\w.]+["'`]? (?:does not exist|already exists)/,
  / of relation "\w+" does not exist/,
  /no such (?:table|column)|Unknown column|Duplicate column|has no column named|unique index/i,
  /UniqueViolation|NotNullViolation|MigrationError|SQLSTATE\[(?:42|23)/,
];
const RUNS =
  /\bmanage\.py migrate\b|\bdb:migrate\b|\bdb:prepare\b|alembic upgrade|\bartisan migrate\b|migrations:migrate|\bmigrate deploy\b|knex migrate|sequelize db:migrate|flyway migrate/;

/** Who made a migration that the database may have failed by, or no longer runs them. */
export const byMigrations = ({text, missing}: Questions, {patches}: Testimony): Suspect[] => {
  const isOrder = ORDER.test(text);
  const isSchema = SCHEMA.some(pattern => pattern.test(text));
  if (!isOrder && !isSchema) return [];
  return patches.flatMap(patch => {
    const migration = patch.files.find(({file}) => isMigration(file));
    return [
      ...(isSchema ? noLongerRunIn(patch) : []),
      ...(migration === undefined
        ? []
        : [
            {
              commit: patch.commit,
              file: migration.file,
              weight:
                isOrder || missing.length === 0 || missing.some(word => mentions(migration, word))
                  ? WEIGHTS.migration
                  : WEIGHTS.migrationBeside,
              why: `changed ${migration.file}`,
            },
          ]),
    ];
  });
};

const noLongerRunIn = ({commit, files}: Patch): Suspect[] => {
  const runs = (sign: string, some: readonly PatchedFile[]) =>
    some.filter(file => changedLines(file).some(line => line.startsWith(sign) && RUNS.test(line)));
  const [file] = runs('-', files);
  return file === undefined || runs('+', files).length > 0
    ? []
    : [{commit, file: file.file, weight: WEIGHTS.migrationsNotRun, why: 'took out what runs the migrations'}];
};
