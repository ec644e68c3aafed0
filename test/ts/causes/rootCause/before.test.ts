import assert from 'node:assert/strict';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {error} from '../../support/builds.ts';

const causeOf = (...lines: string[]) =>
  rootCause(error({code: 'SERVICE_EXITED', evidence: {log: {source: 'web', lines}}}));

describe('what stands right before an exception', () => {
  const fatal =
    'PHP Fatal error:  Uncaught PDOException: SQLSTATE[3D000]: Invalid catalog name: 1046 No database selected in /app/migrate.php:4';
  const warning = 'PHP Warning:  Undefined array key "database" in /app/src/Db.php on line 9';

  it('is a warning of PHP, whose place is to be corrected', () => {
    const {sentence, remedy} = causeOf(warning, fatal, 'Stack trace:') ?? {};
    assert.match(
      sentence ?? '',
      /\(\/app\/migrate\.php:4\); before it: Undefined array key "database" \(\/app\/src\/Db\.php:9\)$/,
    );
    assert.equal(remedy, 'Correct /app/src/Db.php:9: Undefined array key "database"');
  });

  it('is no warning of a framework, and none long before', () => {
    const foreign = warning.replace('/app/src', '/app/vendor/orm');
    for (const lines of [
      [foreign, fatal],
      [warning, 'listening', fatal],
    ])
      assert.doesNotMatch(causeOf(...lines)?.sentence ?? '', /before it/);
  });

  it('is the script that runs, of what a database says', () => {
    const said = 'PDOException: SQLSTATE[42000]: 1101 BLOB column cannot have a default value';
    assert.match(causeOf('migrating sql/003.sql', said)?.sentence ?? '', /, in sql\/003\.sql$/);
    assert.match(causeOf('migrating sql/003.sql', said)?.remedy ?? '', /^Correct sql\/003\.sql: /);
    assert.doesNotMatch(causeOf('migrating sql/003.sql', 'TypeError: x is null')?.sentence ?? '', /003/);
  });
});

describe('the remedy of an exception', () => {
  it('does not tell again what is too long for it', () => {
    const said = `TypeError: ${'much '.repeat(40)}"said"`;
    assert.equal(causeOf(said, '    at /app/a.js:3:4')?.remedy, 'Correct /app/a.js:3.');
  });
});
