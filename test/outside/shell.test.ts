import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {CommandFailed, UserError} from '../../ts-helpers/src/errors/userError.ts';

describe('the shell adapter', () => {
  const never = new AbortController().signal;
  const sh = (script: string, options = {}) => createShell(never).run('sh', ['-c', script], options);
  const isRunning = (pid: string) => {
    try {
      return process.kill(Number(pid), 0);
    } catch {
      return false;
    }
  };

  it('collects both streams, without the final newline', async () => {
    assert.deepEqual(await sh('echo out; echo err >&2'), {stdout: 'out', stderr: 'err'});
  });

  it('hands arguments on as they are', async () => {
    const {stdout} = await createShell(never).run('printf', ['%s|', '$(id)', '', 'a b', ';', 'ü"\n']);
    assert.equal(stdout, '$(id)||a b|;|ü"\n|');
  });

  it('gives input, a folder and variables, and takes variables away', async () => {
    const options = {cwd: '/', input: 'in', env: {GIVEN: 'yes', HOME: undefined}};
    assert.equal((await sh('echo "$(cat) $PWD $GIVEN ${HOME-none}"', options)).stdout, 'in / yes none');
  });

  it('takes an answer of many megabytes', async () => {
    assert.equal((await sh('head -c 20000000 /dev/zero | tr "\\0" x')).stdout.length, 20_000_000);
  });

  it('passes lines on as they come', async () => {
    const seen: [string, number][] = [];
    const begun = performance.now();
    const onLine = (line: string) => seen.push([line, performance.now() - begun]);
    await sh('echo first; sleep 0.5; echo second >&2; printf unended', {onLine});
    assert.deepEqual(seen.map(([line]) => line).sort(), ['first', 'second', 'unended']);
    const [first, second] = ['first', 'second'].map(line => seen.find(([name]) => name === line)?.[1] ?? 0);
    assert.ok(second! - first! > 300, `${first} and ${second} ms`);
  });

  it('tells how a program failed, and what it printed last', async () => {
    const script = 'for i in $(seq 300); do echo line $i; done; exit 7';
    for (const options of [{}, {onLine: () => undefined}]) {
      await assert.rejects(sh(script, options), (error: unknown) => {
        assert.ok(error instanceof CommandFailed);
        assert.equal(error.exitCode, 7);
        assert.equal(error.tail.length, 200);
        assert.equal(error.tail.at(-1), 'line 300');
        return true;
      });
    }
    await assert.rejects(sh('kill -KILL $$'), {
      name: 'CommandFailed',
      signal: 'SIGKILL',
      exitCode: undefined,
    });
  });

  it('names a program that is not there, also when it was to be followed', async () => {
    for (const options of [{}, {onLine: () => undefined}]) {
      await assert.rejects(createShell(never).run('no-such-program', [], options), (error: unknown) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.code, 'TOOL_MISSING');
        return true;
      });
    }
  });

  it('ends what runs when the verb is stopped, waits for its end, and starts nothing more', async () => {
    const controller = new AbortController();
    const shell = createShell(controller.signal);
    const reason = new UserError('INTERRUPTED', 'Stopped.');
    let pid = '';
    const script = 'trap "sleep 0.3; exit 1" TERM; echo $$; while :; do sleep 0.05; done';
    const onLine = (line: string) => {
      pid = line;
      controller.abort(reason);
    };
    await assert.rejects(shell.run('sh', ['-c', script], {onLine}), reason);
    assert.ok(!isRunning(pid));
    await assert.rejects(shell.run('true', []), reason);
  });

  it('kills what does not heed', async () => {
    const controller = new AbortController();
    const shell = createShell(controller.signal, 200);
    let pid = '';
    const onLine = (line: string) => {
      pid = line;
      controller.abort(new UserError('INTERRUPTED', 'Stopped.'));
    };
    const script = 'trap "" TERM; echo $$; while :; do sleep 0.05; done';
    await assert.rejects(shell.run('sh', ['-c', script], {onLine}), {code: 'INTERRUPTED'});
    assert.ok(!isRunning(pid));
  });

  it('lets cleaning up go on to its end', async () => {
    const controller = new AbortController();
    const shell = createShell(controller.signal);
    const cleaning = shell.run('sh', ['-c', 'sleep 0.3; echo done'], {uninterruptible: true});
    controller.abort(new UserError('INTERRUPTED', 'Stopped.'));
    assert.equal((await cleaning).stdout, 'done');
    assert.equal((await shell.run('echo', ['more'], {uninterruptible: true})).stdout, 'more');
  });

  it('runs many at once without a warning', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    const shell = createShell(new AbortController().signal);
    await Promise.all(Array.from({length: 30}, () => shell.run('true', [])));
    await pause(10);
    process.off('warning', onWarning);
    assert.deepEqual(warnings, []);
  });

  it('follows a million lines without keeping them', async () => {
    const before = process.memoryUsage().heapUsed;
    let lines = 0;
    let most = 0;
    const onLine = () => {
      lines += 1;
      if (lines % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
    };
    await createShell(new AbortController().signal).run('sh', ['-c', 'yes | head -n 1000000'], {onLine});
    assert.equal(lines, 1_000_000);
    assert.ok(most < 150_000_000, `${most} bytes`);
  });
});
