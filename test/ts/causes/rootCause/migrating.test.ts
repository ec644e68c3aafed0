import assert from 'node:assert/strict';
import type {ErrorReport} from '../../../../ts-helpers/src/result/result.ts';
import {type Cause, rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {migrationIn} from '../../../../ts-helpers/src/causes/rootCause/migrating.ts';
import {error} from '../../support/builds.ts';

const causeOf = (lines: readonly string[], code: ErrorReport['code'] = 'SERVICE_EXITED'): Cause | undefined =>
  rootCause(error({code, evidence: {log: {source: 'migrate', lines}}}));

const SAID = 'django.db.utils.DataError: value too long for type character varying(3)';
const TRACE = [
  'Traceback (most recent call last):',
  '  File "/usr/local/lib/python3.11/site-packages/django/db/backends/utils.py", line 105, in _execute',
  SAID,
];

describe('the migration that was running', () => {
  const running: [name: string, lines: readonly string[]][] = [
    [
      'patients.0002_birthday',
      ['  Applying patients.0001_initial... OK', '  Applying patients.0002_birthday...'],
    ],
    ['patients.0002_birthday', ['  Applying patients.0002_birthday...Traceback (most recent call last):']],
    [
      'c3d4e5',
      [
        'INFO  [alembic.runtime.migration] Running upgrade  -> a1b2c3, begin',
        'INFO  [alembic.runtime.migration] Running upgrade a1b2c3 -> c3d4e5, add age',
        '  File "/usr/lib/python3/site-packages/alembic/command.py", line 403, in upgrade',
      ],
    ],
    [
      '20240102 AddAge',
      ['== 20240101 Begin: migrated (0.0s) ======', '== 20240102 AddAge: migrating ======'],
    ],
    ['20240102-add-age', ['== 20240102-add-age: migrating =======']],
    ['20240102_add_age', ['Applying migration `20240102_add_age`']],
    ['2 - add age', ['Migrating schema "public" to version "2 - add age"']],
    ['2024_01_02_000000_add_age', ['  2024_01_02_000000_add_age ....... 12.31ms FAIL']],
    ['20240102_age.js', ['migration file "20240102_age.js" failed']],
  ];
  for (const [name, lines] of running)
    it(`is named: ${lines.at(-1)}`, () => {
      assert.equal(migrationIn([...lines, SAID], SAID), name);
    });

  const ended: (readonly string[])[] = [
    ['  Applying patients.0002_birthday... OK'],
    ['  Applying patients.0002_birthday...', ' OK'],
    ['== 20240102 AddAge: migrating ======', '== 20240102 AddAge: migrated (0.0s) ======'],
    ['INFO  [alembic.runtime.migration] Running upgrade a1b2c3 -> c3d4e5, add age', 'Listening at: 8000'],
    ['Migrating schema "public" to version "2"', 'Successfully applied 1 migration'],
  ];
  for (const lines of ended)
    it(`is none after its end: ${lines.at(-1)}`, () => {
      assert.equal(migrationIn([...lines, SAID], SAID), undefined);
    });
});

describe('what a migration fails by', () => {
  it('names it, of an exception that no rule knows', () => {
    const cause = causeOf(['  Applying patients.0002_birthday...', ...TRACE]);
    assert.match(
      cause?.sentence ?? '',
      /DataError: value too long .*, in the migration patients\.0002_birthday$/,
    );
    assert.match(cause?.remedy ?? '', /^Correct the migration patients\.0002_birthday: /);
  });

  it('names it beside the rule that knows it', () => {
    const cause = causeOf([
      '  Applying patients.0002_birthday...',
      'django.db.utils.IntegrityError: could not create unique index "patients_name"',
    ]);
    assert.equal(
      cause?.sentence,
      'Rows have the same value where patients_name allows each value once (in the migration patients.0002_birthday).',
    );
  });

  it('is no failed test where the test database was being set up', () => {
    const setUp = [
      "Creating test database for alias 'default'...",
      ...TRACE.slice(0, 2),
      '  File "/usr/local/lib/python3.11/site-packages/django/test/utils.py", line 203, in setup_databases',
      SAID,
    ];
    const cause = causeOf(setUp, 'TESTS_FAILED');
    assert.match(cause?.sentence ?? '', /^The test database could not be set up: DataError|utils\.DataError/);
    assert.match(cause?.remedy ?? '', /-v 2/);
    assert.match(causeOf(TRACE, 'TESTS_FAILED')?.sentence ?? '', /^A test failed: /);
    assert.doesNotMatch(
      causeOf(['  Applying patients.0002_birthday...', ...setUp], 'TESTS_FAILED')?.remedy ?? '',
      /-v 2/,
    );
  });
});
