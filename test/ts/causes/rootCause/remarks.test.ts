import assert from 'node:assert/strict';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {error} from '../../support/builds.ts';

const causeOf = (...lines: readonly string[]) =>
  rootCause(error({code: 'SERVICE_EXITED', evidence: {log: {source: 'web', lines}}}));

describe('what is only remarked', () => {
  it('by PostgreSQL is no place of an error', () => {
    const cause = causeOf(
      'psql:/migrations/002_index.sql:1: NOTICE:  relation "products_name" already exists, skipping',
      'psql:/migrations/003_price.sql:1: ERROR:  relation "product" does not exist',
    );
    assert.equal(cause?.rule, 'table-missing');
    assert.match(cause.remedy, / in \/migrations\/003_price\.sql:1\.$/);
  });

  it('by PostgreSQL is no cause either', () => {
    const line = 'psql:/migrations/001.sql:1: NOTICE:  relation "products" already exists, skipping';
    assert.equal(causeOf(line, 'bye'), undefined);
  });

  const beside: [string, readonly string[]][] = [
    ['Python', ['/app/old.py:3: DeprecationWarning: it is old', '  from old import x']],
    ['PHP', ['PHP Notice:  Undefined index: a in /app/old.php on line 3']],
    ['Node', ['(node:7) DeprecationWarning: it is old', '    at Object.<anonymous> (/app/old.js:3:1)']],
    ['npm', ['npm warn deprecated old@1.0.0: /app/old.js:3']],
    ['MariaDB', ['mysql: [Warning] Using a password on the command line /app/old.sql:3']],
    ['HAProxy', ['[WARNING]  (1) : config : /app/old.cfg:3 is old']],
  ];
  for (const [who, remark] of beside)
    it(`by ${who} is no place of an error`, () => {
      const cause = causeOf(...remark, 'ReferenceError: x is not defined', '    at f (/app/src/new.js:5:1)');
      assert.match(cause?.sentence ?? '', /\(\/app\/src\/new\.js:5\)$/);
    });
});
