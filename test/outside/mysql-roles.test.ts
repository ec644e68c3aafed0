import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {engineFor} from '../../ts-helpers/src/engines/engines.ts';

/** Has these of its image, says what it was given, and refuses it where it is told to. */
const CLIENT = `#!/bin/sh
case "$*" in
  *CURRENT_USER*) printf '%s\\n' '\`root\`@\`%\`' '\`healthcheck\`@\`::1\`';;
  # It has no role that would be made anew.
  *--skip-column-names*) ;;
  *) printf '%s\\n' "$*"; cat; exit "\${REFUSES:-0}";;
esac
`;

const ROLES = [
  'GRANT USAGE ON *.* TO `healthcheck`@`::1` IDENTIFIED BY PASSWORD 1;',
  "SET DEFAULT ROLE NONE FOR 'root'@'%';",
  'GRANT USAGE ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD 2;',
  '',
].join('\n');

describe('roles of MySQL that are restored', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-roles-'));
    writeFileSync(path.join(folder, 'mariadb'), CLIENT);
    chmodSync(path.join(folder, 'mariadb'), 0o755);
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const given = (words: readonly string[] = [], more: NodeJS.ProcessEnv = {}): string[] =>
    execFileSync(words[0] ?? '', words.slice(1), {
      input: ROLES,
      env: {PATH: `${folder}:${process.env['PATH']}`, COUNTABLE_USER: 'root', ...more},
    })
      .toString()
      .trim()
      .split('\n');

  it('leave what an image has made for itself as it is, from whatever host, and are no history', () => {
    const [client, ...lines] = given(engineFor('mysql').restoreRoles, {
      COUNTABLE_FIRST: 'SET SESSION sql_log_bin = 0',
    });
    assert.match(client ?? '', /^--user=root --init-command=SET SESSION sql_log_bin = 0 --batch/);
    // Roles they have as they had them.
    assert.deepEqual(lines, [
      "SET DEFAULT ROLE NONE FOR 'root'@'%';",
      'GRANT USAGE ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD 2;',
    ]);
  });

  it('are refused only once tables are there', () => {
    const {restoreRoles, beginRoles} = engineFor('mysql');
    assert.deepEqual(given(beginRoles, {REFUSES: '1'}), ['']);
    assert.throws(() => given(restoreRoles, {REFUSES: '1'}), {status: 1});
  });
});
