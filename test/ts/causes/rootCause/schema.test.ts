import assert from 'node:assert/strict';
import {type Cause, rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {error} from '../../support/builds.ts';

const causeOf = (line: string): Cause | undefined =>
  rootCause(error({code: 'SERVICE_EXITED', evidence: {log: {source: 'migrate', lines: [line]}}}));

describe('what a database does not have', () => {
  const lacking: [line: string, sentence: string][] = [
    ['ERROR:  relation "users" does not exist at character 15', 'The database has no table users.'],
    [
      'psycopg2.errors.UndefinedColumn: column "age" of relation "patients_patient" does not exist',
      'The table patients_patient has no column age.',
    ],
    ['ERROR:  column u.age does not exist', 'The database has no column u.age.'],
    [
      'ERROR:  constraint "users_email" of relation "users" does not exist',
      'The table users has no constraint users_email.',
    ],
    ['ERROR:  constraint "once" for table "users" does not exist', 'The table users has no constraint once.'],
    ['ERROR:  trigger "log" for relation "users" does not exist', 'The table users has no trigger log.'],
    ['ERROR:  trigger "log" for table "users" does not exist', 'The table users has no trigger log.'],
    ['ERROR:  policy "own" for table "users" does not exist', 'The table users has no policy own.'],
  ];
  for (const [line, sentence] of lacking)
    it(line, () => {
      const cause = causeOf(line);
      assert.deepEqual([cause?.rule, cause?.sentence], ['table-missing', sentence]);
    });

  it('and is no column or table is made by no makemigrations', () => {
    const remedy = causeOf('django: constraint "users_email" of relation "users" does not exist')?.remedy;
    assert.match(remedy ?? '', /^Correct its name.*IF EXISTS/);
    assert.doesNotMatch(remedy ?? '', /makemigrations/);
  });
});

describe('what a database has already', () => {
  const having: [line: string, sentence: string][] = [
    ['ERROR:  relation "visits" already exists', 'A migration creates visits, which is there already.'],
    [
      'ERROR:  column "age" of relation "users" already exists',
      'A migration adds the column age to users, which has it already.',
    ],
    [
      'ERROR:  constraint "age_positive" for relation "users" already exists',
      'A migration adds the constraint age_positive to users, which has it already.',
    ],
    [
      'ERROR:  trigger "log" for relation "users" already exists',
      'A migration adds the trigger log to users, which has it already.',
    ],
    [
      "ERROR 1060 (42S21) at line 1: Duplicate column name 'age'",
      'A migration adds the column age to a table which has it already.',
    ],
    [
      'sqlite3.OperationalError: duplicate column name: age',
      'A migration adds the column age to a table which has it already.',
    ],
  ];
  for (const [line, sentence] of having)
    it(line, () => {
      const cause = causeOf(line);
      assert.deepEqual([cause?.rule, cause?.sentence], ['table-exists', sentence]);
    });

  it('and is part of a table lets no migration be marked as done unseen', () => {
    const remedy = causeOf('ERROR:  column "age" of relation "users" already exists')?.remedy ?? '';
    assert.match(remedy, /only where all that it does is there/);
    assert.doesNotMatch(remedy, /create users/);
  });
});

describe('what test data makes that is there already', () => {
  it('is no migration’s, and is made in empty data', () => {
    const lines = ['ERROR:  relation "t" already exists'];
    const cause = rootCause(
      error({code: 'TEST_DATA_FAILED', where: 'ops/seed.sql', evidence: {log: {source: 'db', lines}}}),
    );
    assert.equal(cause?.sentence, 'It makes t, which is there already.');
    assert.match(cause.remedy, /^Load it into empty data: countable reset\. /);
  });
});
