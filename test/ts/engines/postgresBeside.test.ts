import assert from 'node:assert/strict';
import {postgres} from '../../../ts-helpers/src/engines/postgres.ts';

const beside = postgres.beside ?? assert.fail('it has none');

describe('a database beside another', () => {
  it('gets the roles that are not there, with their passwords, and leaves the others as they are', () => {
    const text = [
      '--',
      '-- Roles',
      '--',
      'CREATE ROLE shop;',
      "ALTER ROLE shop WITH SUPERUSER PASSWORD 'SCRAM-SHA-256$old';",
      'CREATE ROLE "re ""ader";',
      `ALTER ROLE "re ""ader" WITH LOGIN PASSWORD 'SCRAM-SHA-256$its';`,
      `ALTER ROLE "re ""ader" SET search_path TO 'a';`,
      "ALTER ROLE shop SET work_mem TO '1MB';",
      'GRANT shop TO "re ""ader" WITH INHERIT TRUE GRANTED BY shop;',
      'GRANT pg_monitor TO shop GRANTED BY postgres;',
      '',
    ].join('\n');
    const {sql, names} = beside.missingRoles(text, {roles: ['shop', 'pg_monitor']});
    assert.deepEqual(names, ['re "ader']);
    assert.deepEqual(sql.split('\n'), [
      'CREATE ROLE "re ""ader";',
      `ALTER ROLE "re ""ader" WITH LOGIN PASSWORD 'SCRAM-SHA-256$its';`,
      `ALTER ROLE "re ""ader" SET search_path TO 'a';`,
      'GRANT shop TO "re ""ader" WITH INHERIT TRUE GRANTED BY shop;',
      '',
    ]);
  });

  it('gets roles as one who is no superuser can make them', () => {
    const text = [
      'CREATE ROLE "a NOSUPERUSER b";',
      'ALTER ROLE "a NOSUPERUSER b" WITH NOSUPERUSER INHERIT NOCREATEROLE LOGIN NOREPLICATION NOBYPASSRLS;',
      'GRANT shop TO "a NOSUPERUSER b" GRANTED BY rdsadmin;',
    ].join('\n');
    const {sql} = beside.missingRoles(text, {roles: ['shop'], isSuperuser: false});
    assert.deepEqual(sql.split('\n'), [
      'CREATE ROLE "a NOSUPERUSER b";',
      'ALTER ROLE "a NOSUPERUSER b" WITH INHERIT NOCREATEROLE LOGIN;',
      'GRANT shop TO "a NOSUPERUSER b";',
      '',
    ]);
  });

  it('gets with a role what is said of it, in however many lines, and what it may set', () => {
    const ofIt = [
      'CREATE ROLE lost;',
      "ALTER ROLE lost WITH LOGIN PASSWORD 'x';",
      `COMMENT ON ROLE lost IS 'two\nCREATE ROLE shop;\n"lines';`,
      "ALTER ROLE lost SET application_name TO 'two\nlines';",
      "SECURITY LABEL FOR x ON ROLE lost IS 'y';",
      'GRANT SET,ALTER SYSTEM ON PARAMETER "my.own" TO lost WITH GRANT OPTION;',
    ];
    const text = [...ofIt, "COMMENT ON ROLE shop IS 'x';", 'GRANT SET ON PARAMETER work_mem TO shop;'].join(
      '\n',
    );
    const {sql, names} = beside.missingRoles(text, {roles: ['shop']});
    assert.deepEqual(names, ['lost']);
    assert.equal(sql, `${ofIt.join('\n')}\n`);
  });

  it('takes the place of the other in one transaction', () => {
    const sql = beside.rename([
      {name: 'shop', after: 'shop_before', isUsed: false},
      {name: "sh'op_new", after: 'shop', isUsed: true},
    ]);
    const [, away = '', ...rest] = sql.split('\n');
    assert.match(away, /datname IN \('shop', 'sh''op_new'\)/);
    assert.deepEqual(rest, [
      'BEGIN;',
      'ALTER DATABASE "shop" RENAME TO "shop_before";',
      'ALTER DATABASE "shop_before" ALLOW_CONNECTIONS false;',
      'ALTER DATABASE "sh\'op_new" RENAME TO "shop";',
      'ALTER DATABASE "shop" ALLOW_CONNECTIONS true;',
      'COMMIT;',
    ]);
  });
});
