import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import type {EngineKind} from '../../ts-helpers/src/archive/manifest.ts';
import {engineFor} from '../../ts-helpers/src/engines/engines.ts';
import {createServerTools, type Given} from './support/serverTools.ts';

describe('the tools of a server in its container', () => {
  let tools: ReturnType<typeof createServerTools>;
  beforeEach(() => {
    tools = createServerTools();
  });
  afterEach(() => {
    tools.remove();
  });

  const withTools = (...names: string[]): void => {
    for (const name of names) tools.put(name);
  };
  const run = (...asked: Parameters<typeof tools.run>): Given => tools.run(...asked);

  const LOOK = {version: '10.11-MariaDB', owner: 'root', databases: [], closed: [], roles: []};
  const dumped = (kind: EngineKind, env: Record<string, string>): Given =>
    run(kind, engineFor(kind).dump('shop', LOOK), {env});

  for (const [kind, env, user, password] of [
    ['postgres', {POSTGRES_PASSWORD: 's3cret'}, 'postgres', 's3cret'],
    ['postgres', {POSTGRES_USER: 'ada', POSTGRES_PASSWORD: 's3cret'}, 'ada', 's3cret'],
    ['postgres', {POSTGRESQL_USERNAME: 'ada', POSTGRESQL_PASSWORD: 's3cret'}, 'ada', 's3cret'],
    ['postgres', {POSTGRES_HOST_AUTH_METHOD: 'trust'}, 'postgres', ''],
    ['mysql', {MYSQL_ROOT_PASSWORD: 's3cret', MYSQL_USER: 'ada', MYSQL_PASSWORD: 'x'}, 'root', 's3cret'],
    ['mysql', {MARIADB_ROOT_PASSWORD: `a"b'c\\d$e`}, 'root', `a"b'c\\d$e`],
    ['mysql', {MARIADB_ROOT_USER: 'boss', MARIADB_ROOT_PASSWORD: 's3cret'}, 'boss', 's3cret'],
    [
      'mysql',
      {MYSQL_RANDOM_ROOT_PASSWORD: '1', MYSQL_USER: 'ada', MYSQL_PASSWORD: 's3cret'},
      'ada',
      's3cret',
    ],
    ['mysql', {MYSQL_ALLOW_EMPTY_PASSWORD: 'yes'}, 'root', ''],
  ] as const)
    it(`of ${kind} are let in as ${user} with ${JSON.stringify(env)}, told in no argument`, () => {
      withTools('pg_dump', 'mariadb-dump');
      const given = dumped(kind, env);
      assert.deepEqual([given.user, given.password], [user, password]);
      if (password !== '') assert.equal(given.args.join('\n').includes(password), false);
    });

  it('go to their own server, and not to where an application is told that it is', () => {
    withTools('pg_dump', 'mariadb-dump');
    assert.equal(dumped('postgres', {PGHOST: 'elsewhere'}).host, '');
    assert.equal(dumped('mysql', {MYSQL_HOST: 'elsewhere'}).host, '');
    const data = path.join(tools.folder, 'postmaster.pid');
    for (const [socket, address, host] of [
      ['/run/postgresql', '*', '/run/postgresql'],
      ['', '*', 'localhost'],
      ['', '10.0.0.7', '10.0.0.7'],
    ]) {
      writeFileSync(
        data,
        ['1', tools.folder, '1764000000', '5433', socket, address, '', 'ready   '].join('\n'),
      );
      assert.equal(dumped('postgres', {PGDATA: tools.folder, PGHOST: 'elsewhere'}).host, host);
    }
  });

  it('are let in with what is in the file that a variable names', () => {
    withTools('mariadb-dump');
    const file = path.join(tools.folder, 'password');
    writeFileSync(file, 's3cret\n');
    assert.equal(dumped('mysql', {MARIADB_ROOT_PASSWORD_FILE: file}).password, 's3cret');
  });

  it('of MongoDB read the password from their stdin', () => {
    withTools('mongodump');
    const password = `a"b'c\\d%s$e`;
    const {user, stdin, args} = dumped('mongo', {
      MONGO_INITDB_ROOT_USERNAME: 'ada',
      MONGO_INITDB_ROOT_PASSWORD: password,
    });
    assert.deepEqual([user, stdin], ['ada', `${password}~`]);
    assert.deepEqual(args, [
      '--username=ada',
      '--authenticationDatabase=admin',
      '--port=27017',
      '--archive',
      '--db=shop',
    ]);
  });

  it('of MongoDB are told of no user where there is none', () => {
    withTools('mongodump');
    assert.deepEqual(dumped('mongo', {}).args, ['--port=27017', '--archive', '--db=shop']);
  });

  it('of MongoDB elsewhere are told its address without the password', () => {
    withTools('mongodump');
    const {stdin, args} = dumped('mongo', {
      COUNTABLE_URI: 'mongodb://ada@db.example.org/?authSource=admin',
      MONGO_INITDB_ROOT_USERNAME: 'ada',
      MONGO_INITDB_ROOT_PASSWORD: 's3cret',
    });
    assert.equal(stdin, 's3cret~');
    assert.deepEqual(args, [
      '--uri=mongodb://ada@db.example.org/?authSource=admin',
      '--archive',
      '--db=shop',
    ]);
  });

  it('of MongoDB are given the flags that they know', () => {
    withTools('mongorestore');
    const {args} = run('mongo', engineFor('mongo').restore('shop'), {env: {}});
    assert.deepEqual(args, ['--port=27017', '--stopOnError', '--archive=/dev/fd/3']);
  });

  it('of an old image of MongoDB take lines with the password from their stdin', () => {
    withTools('mongo');
    const [words = []] = engineFor('mongo').makeRoom(['shop']);
    const {stdin, args} = run('mongo', words, {
      env: {MONGO_INITDB_ROOT_USERNAME: 'ada', MONGO_INITDB_ROOT_PASSWORD: 'a"b\\c'},
    });
    assert.deepEqual(args, ['--quiet', '--norc', '--nodb']);
    assert.match(
      stdin,
      /^var given = .*COUNTABLE_PASSWORD: "a\\"b\\\\c"\}; try \{ .*getDB\("shop"\)\.dropDatabase\(\) \}/,
    );
  });

  it('of MySQL go by their older names where there are no others', () => {
    withTools('mysql', 'mysqldump', 'mysqladmin');
    assert.equal(dumped('mysql', {MYSQL_ROOT_PASSWORD: 'x'}).tool, 'mysqldump');
    assert.equal(
      run('mysql', engineFor('mysql').restore('shop'), {env: {MYSQL_ROOT_PASSWORD: 'x'}}).tool,
      'mysql',
    );
    assert.equal(run('mysql', engineFor('mysql').isReady, {env: {}}).tool, 'mysqladmin');
  });

  it('of MySQL elsewhere are told where it is', () => {
    withTools('mariadb-dump');
    const {args} = dumped('mysql', {
      COUNTABLE_HOST: 'db.example.org',
      COUNTABLE_PORT: '3307',
      MYSQL_ROOT_USER: 'ada',
      MYSQL_ROOT_PASSWORD: 'x',
    });
    assert.deepEqual(args.slice(0, 3), ['--user=ada', '--host=db.example.org', '--port=3307']);
  });

  it('of PostgreSQL ask in the database that is theirs, elsewhere', () => {
    withTools('psql', 'pg_dumpall');
    const {restoreRoles, dumpRoles} = engineFor('postgres');
    assert.equal(run('postgres', restoreRoles, {env: {}}).database, 'template1');
    assert.equal(run('postgres', restoreRoles, {env: {COUNTABLE_DATABASE: 'shop'}}).database, 'shop');
    const {args} = run('postgres', dumpRoles(LOOK), {env: {COUNTABLE_DATABASE: 'shop'}});
    assert.equal(args[0], '--database=shop');
  });

  it('of MySQL restore all users but the one who restores them', () => {
    tools.put(
      'mariadb',
      `#!/bin/sh\ncase "$*" in *CURRENT_USER*) echo '\`root\`@\`localhost\`';; *--skip-column-names*) ;; *) printf '%s\\n' mariadb '' '' '' '' '' ; cat;; esac\n`,
    );
    const input = [
      'CREATE USER IF NOT EXISTS `root`@`localhost` IDENTIFIED BY PASSWORD 1;',
      'CREATE USER IF NOT EXISTS `root`@`%` IDENTIFIED BY PASSWORD 2;',
      "SET DEFAULT ROLE NONE FOR 'root'@'localhost';",
      'GRANT ALL ON shop.* TO `app`@`localhost`;',
      '',
    ].join('\n');
    const {args} = run('mysql', engineFor('mysql').restoreRoles, {env: {}, input});
    assert.deepEqual(args, [
      'CREATE USER IF NOT EXISTS `root`@`%` IDENTIFIED BY PASSWORD 2;',
      "SET DEFAULT ROLE NONE FOR 'root'@'localhost';",
      'GRANT ALL ON shop.* TO `app`@`localhost`;',
    ]);
  });
});
