import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {EngineKind} from '../../../ts-helpers/src/archive/manifest.ts';
import {insideOf} from '../../../ts-helpers/src/engines/container.ts';
import type {Piped, Pipes} from '../../../ts-helpers/src/outside/pipe.ts';

/** What a tool was given, and by which way. */
export interface Given {
  tool: string;
  args: string[];
  stdin: string;
  password: string;
  user: string;
  database: string;
  /** Where the tool goes by itself. */
  host: string;
}

const NEEDED = ['sh', 'cat', 'sed', 'grep', 'tr', 'env', 'basename'];
/** Tells what it was given instead of doing it. What it is asked for help it knows one flag. */
const TOOL = `#!/bin/sh
case "$*" in --help) echo 'knows --stopOnError'; exit;; esac
printf '%s\\n' "$(basename "$0")" "$PGPASSWORD$MYSQL_PWD" "$PGUSER$COUNTABLE_USER" "$PGDATABASE" "$PGHOST$MYSQL_HOST" "$(cat | tr '\\n' '~')" "$@"
`;

/** A container's programs, in a folder. */
export const createServerTools = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-tools-'));
  for (const name of NEEDED) {
    const found = execFileSync('sh', ['-c', `command -v ${name}`])
      .toString()
      .trim();
    symlinkSync(found, path.join(folder, name));
  }
  const put = (name: string, text = TOOL): void => {
    writeFileSync(path.join(folder, name), text);
    chmodSync(path.join(folder, name), 0o755);
  };
  return {
    folder,
    put,
    /** As a container whose environment this is runs them. */
    run(
      kind: EngineKind,
      words: readonly string[] | null,
      {env, input = ''}: {env: Record<string, string>; input?: string},
    ): Given {
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
      const [tool = '', password = '', user = '', database = '', host = '', stdin = '', ...args] = text
        .trimEnd()
        .split('\n');
      return {tool, password, user, database, host, stdin, args};
    },
    remove(): void {
      rmSync(folder, {recursive: true});
    },
  };
};
