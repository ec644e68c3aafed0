import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {EngineKind} from '../../ts-helpers/src/archive/manifest.ts';
import {insideOf} from '../../ts-helpers/src/engines/container.ts';
import {engineFor} from '../../ts-helpers/src/engines/engines.ts';
import type {Piped, Pipes} from '../../ts-helpers/src/outside/pipe.ts';

/** What a tool was given, and by which way. */
interface Given {
  tool: string;
  args: string[];
  stdin: string;
  password: string;
  user: string;
  database: string;
}

const NEEDED = ['sh', 'cat', 'sed', 'grep', 'tr', 'env'];
/** Tells what it was given instead of doing it. What it is asked for help it knows one flag. */
const TOOL = `#!/bin/sh
case "$*" in --help) echo 'knows --stopOnError'; exit;; esac
printf '%s\\n' "$(basename "$0")" "$PGPASSWORD$MYSQL_PWD" "$PGUSER$COUNTABLE_USER" "$PGDATABASE" "$(cat | tr '\\n' '~')" "$@"
`;

describe('the tools of a server in its container', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-tools-'));
    for (const name of NEEDED)
      symlinkSync(
        execFileSync('sh', ['-c', `command -v ${name}`])
          .toString()
          .trim(),
        path.join(folder, name),
      );
    symlinkSync(
      execFileSync('sh', ['-c', 'command -v basename']).toString().trim(),
      path.join(folder, 'basename'),
    );
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const withTools = (...names: string[]): void => {
    for (const name of names) {
      writeFileSync(path.join(folder, name), TOOL);
      chmodSync(path.join(folder, name), 0o755);
    }
  };

  /** As a container whose environment this is runs them. */
  const run = (
    kind: EngineKind,
    words: readonly string[] | null,
    {env, input = ''}: {env: Record<string, string>; input?: string},
  ): Given => {
    let asked: readonly string[] = [];
    const pipes: Pipes = {
      pipe(_program, args) {
        asked = args;
        return {} as Piped;
      },
    };
    insideOf('the-container', kind, pipes).pipe(words ?? []);
    const [exec, interactive, container, program = '', ...rest] = asked;
    assert.deepEqual([exec, interactive, container], ['exec', '--interactive', 'the-container']);
    const text = execFileSync(path.join(folder, program), rest, {
      env: {...env, PATH: folder},
      input,
    }).toString();
    const [tool = '', password = '', user = '', database = '', stdin = '', ...args] = text
      .trimEnd()
      .split('\n');
    return {tool, password, user, database, stdin, args};
  };

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

  it('are let in with what is in the file that a variable names', () => {
    withTools('mariadb-dump');
    const file = path.join(folder, 'password');
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
    assert.deepEqual(args, ['--username=ada', '--authenticationDatabase=admin', '--archive', '--db=shop']);
  });

  it('of MongoDB are told of no user where there is none', () => {
    withTools('mongodump');
    assert.deepEqual(dumped('mongo', {}).args, ['--archive', '--db=shop']);
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
    assert.deepEqual(args, ['--stopOnError', '--archive=/dev/fd/3']);
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
    withTools();
    writeFileSync(
      path.join(folder, 'mariadb'),
      `#!/bin/sh\ncase "$*" in *CURRENT_USER*) echo '\`root\`@\`localhost\`';; *--skip-column-names*) ;; *) printf '%s\\n' mariadb '' '' '' '' ; cat;; esac\n`,
    );
    chmodSync(path.join(folder, 'mariadb'), 0o755);
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
