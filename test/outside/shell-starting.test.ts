import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createShell, type RunOptions} from '../../ts-helpers/src/outside/shell.ts';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';

const undisturbed = () => new AbortController().signal;

describe('a program that cannot be started', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-shell-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const fails = async (
    code: string,
    [program = '', ...args]: readonly string[],
    options: RunOptions = {},
  ) => {
    for (const more of [{}, {onLine: () => undefined}]) {
      await assert.rejects(
        createShell(undisturbed()).run(program, args, {...options, ...more}),
        (error: unknown) => {
          assert.ok(error instanceof UserError, String(error));
          assert.equal(error.code, code);
          return true;
        },
      );
    }
  };

  it('is missing', () => fails('TOOL_MISSING', ['no-such-program']));

  it('is not executable', async () => {
    writeFileSync(path.join(folder, 'plain'), 'echo no');
    await fails('TOOL_MISSING', [path.join(folder, 'plain')]);
  });

  it('is a folder', () => fails('TOOL_MISSING', [folder]));

  it('leads in a circle', async () => {
    execFileSync('ln', ['-s', 'circle', path.join(folder, 'circle')]);
    await fails('TOOL_MISSING', [path.join(folder, 'circle')]);
  });

  it('has an interpreter that is missing', async () => {
    const file = path.join(folder, 'script');
    writeFileSync(file, '#!/no/such/interpreter\n');
    chmodSync(file, 0o755);
    await fails('TOOL_MISSING', [file]);
  });

  it('would work in a folder that is gone, or is none', async () => {
    await fails('FILE_GONE', ['true'], {cwd: path.join(folder, 'gone')});
    writeFileSync(path.join(folder, 'file'), '');
    await fails('FILE_GONE', ['true'], {cwd: path.join(folder, 'file')});
  });

  it('would get a NUL', async () => {
    await fails('UNSAFE_NAME', ['true', 'a\0b']);
    await fails('UNSAFE_NAME', ['true'], {env: {NAME: 'a\0b'}});
  });

  it('would get more than the system takes', () => fails('SYSTEM_REFUSED', ['true', 'x'.repeat(10_000_000)]));

  it('finds no room for another open file, or another process', async () => {
    const script = path.resolve('test/outside/support/exhausted.ts');
    const run = (limit: string, what: string) =>
      execFileSync('bash', ['-c', `ulimit ${limit}; exec node ${script} ${what}`], {
        encoding: 'utf8',
      });
    assert.equal(run('-n 200', 'files'), 'MACHINE_EXHAUSTED\nMACHINE_EXHAUSTED\n');
  });

  it('is told apart from one that is there', async () => {
    mkdirSync(path.join(folder, 'inside'));
    const {stdout} = await createShell(undisturbed()).run('pwd', [], {cwd: path.join(folder, 'inside')});
    assert.equal(path.basename(stdout), 'inside');
  });
});
