import assert from 'node:assert/strict';
import {mysql} from '../../../ts-helpers/src/engines/mysql.ts';
import {postgres} from '../../../ts-helpers/src/engines/postgres.ts';

const ofPostgres = postgres.masking ?? assert.fail('it has none');
const ofMysql = mysql.masking ?? assert.fail('it has none');

describe('what PostgreSQL refuses is told without what production holds', () => {
  it('names state, line, constraint, and table', () => {
    const printed = `psql:<stdin>:12: ERROR:  23505: duplicate key value violates unique constraint "customer_email_key"
DETAIL:  Key (email)=(ada@example.org
TABLE NAME:  ada) already exists.
SCHEMA NAME:  public
TABLE NAME:  customer
CONSTRAINT NAME:  customer_email_key
LOCATION:  _bt_check_unique, nbtinsert.c:664
`;
    assert.deepEqual(ofPostgres.failedAt(printed), {
      line: 12,
      says: 'two rows would have the same: customer_email_key of public.customer (SQLSTATE 23505)',
    });
  });

  it('names the column that takes no null', () => {
    const printed = `ERROR:  23502: null value in column "note" of relation "customer" violates not-null constraint
DETAIL:  Failing row contains (1, ada@example.org, null).
SCHEMA NAME:  public
TABLE NAME:  customer
COLUMN NAME:  note
LOCATION:  ExecConstraints, execMain.c:2003
`;
    assert.deepEqual(ofPostgres.failedAt(printed), {
      says: 'a null where none may be: note of public.customer (SQLSTATE 23502)',
    });
  });

  it('says nothing of a value', () => {
    for (const message of [
      '22P02: invalid input syntax for type date: "ada@example.org"',
      '22P02: invalid input syntax for type date: "x\nTABLE NAME:  ada@example.org\nLOCATION:  here',
      'P0001: of ada@example.org',
      'XX000: ada@example.org',
      '42601: syntax error at or near "ada"\nQUERY:  update ada\nCONTEXT:  PL/pgSQL function inline_code_block line 1 at EXECUTE',
    ]) {
      const said = ofPostgres.failedAt(`psql:<stdin>:3: ERROR:  ${message}\nLOCATION:  f, f.c:1\n`);
      assert.equal(said?.line, 3);
      assert.doesNotMatch(said.says, /ada/);
      assert.match(said.says, /SQLSTATE/);
    }
  });

  it('says what stands in the script itself', () => {
    assert.deepEqual(
      ofPostgres.failedAt(
        'psql:<stdin>:2: ERROR:  42703: column "nothing" of relation "customer" does not exist\nLINE 1: update\nLOCATION:  f, f.c:1\n',
      ),
      {line: 2, says: 'column "nothing" of relation "customer" does not exist (SQLSTATE 42703)'},
    );
    assert.equal(ofPostgres.failedAt('docker: gone'), undefined);
  });
});

describe('what MySQL refuses is told without what production holds', () => {
  const said = (printed: string) => ofMysql.failedAt(`${printed}\n`);

  it('names number, line, key, and column', () => {
    assert.deepEqual(
      said("ERROR 1062 (23000) at line 3: Duplicate entry 'ada for key 'x'' for key 'customer.email'"),
      {line: 3, says: 'two rows would have the same: customer.email (error 1062, 23000)'},
    );
    assert.deepEqual(
      said(
        "ERROR 1292 (22007) at line 1: Incorrect date value: 'ada' for column `shop`.`customer`.`born` at row 1",
      ),
      {line: 1, says: 'a value is none of its type: `shop`.`customer`.`born` (error 1292, 22007)'},
    );
    assert.deepEqual(said("ERROR 1048 (23000) at line 1: Column 'note' cannot be null"), {
      line: 1,
      says: "Column 'note' cannot be null (error 1048, 23000)",
    });
  });

  it('says nothing of a value', () => {
    for (const printed of [
      'ERROR 1644 (45000) at line 3: of ada@example.org',
      "ERROR 1366 (22007) at line 3: Incorrect integer value: 'ada' for thing",
      "ERROR 1064 (42000) at line 3: You have an error near 'ada' at line 1",
      "ERROR 3141 (22032) at line 3: Invalid JSON text in 'ada'",
    ])
      assert.doesNotMatch(said(printed)?.says ?? assert.fail('it says nothing'), /ada/);
  });
});
