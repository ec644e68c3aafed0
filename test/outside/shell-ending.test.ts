import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {randomInt} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {createShell, type RunOptions} from '../../ts-helpers/src/outside/shell.ts';
import {createStreams} from '../../ts-helpers/src/outside/stream.ts';
import {CommandFailed, UserError} from '../../ts-helpers/src/errors/userError.ts';

const stopped = new UserError('INTERRUPTED', 'Stopped.');
const undisturbed = () => new AbortController().signal;
const GRACE_MS = 300;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countable-shell-'));
});
afterEach(() => {
  rmSync(folder, {recursive: true});
});

/** Those of the commands that carry the mark, zombies left out. */
const runningWith = (mark: string): string[] =>
  execFileSync('ps', ['-eo', 'stat=,args='], {encoding: 'utf8'})
    .split('\n')
    .filter(line => line.includes(mark) && !line.startsWith('Z') && !line.includes('ps -eo'));

/** Runs a script until it says `ready`, stops it, and waits for the end. */
const stop = async (script: string): Promise<number> => {
  const controller = new AbortController();
  let at = 0;
  const onLine = (line: string) => {
    if (line !== 'ready') return;
    at = performance.now();
    controller.abort(stopped);
  };
  await assert.rejects(
    createShell(controller.signal, GRACE_MS).run('bash', ['-c', script], {onLine}),
    stopped,
  );
  return performance.now() - at;
};

/** So many seconds nothing else sleeps. */
const mark = () => `9${process.pid}${randomInt(1e6)}`;

describe('a program that is stopped', () => {
  for (const [what, script] of [
    ['with its children', 'sleep SECONDS & echo ready; wait'],
    ['with children that ignore SIGTERM', `(trap '' TERM; sleep SECONDS) & sleep 0.2; echo ready; wait`],
    [
      'which ignores SIGTERM itself, with its children',
      `trap '' TERM; sleep SECONDS & echo ready; sleep SECONDS; sleep SECONDS`,
    ],
    [
      'with grandchildren of a child that has ended',
      '(sleep SECONDS & (sleep SECONDS & sleep SECONDS) & exit) ; echo ready; wait; sleep SECONDS',
    ],
    ['with children that closed its streams', 'sleep SECONDS >/dev/null 2>&1 </dev/null & echo ready; wait'],
    [
      'that starts a child only when it is stopped',
      `trap 'sleep SECONDS' TERM; echo ready; while :; do sleep 0.05; done`,
    ],
    [
      'with what it left in the background before it ended',
      '(trap "" TERM; sleep SECONDS) & sleep 0.2; echo ready',
    ],
  ] as const) {
    it(`is gone ${what}`, async () => {
      const seconds = mark();
      const took = await stop(script.replaceAll('SECONDS', seconds));
      assert.deepEqual(runningWith(seconds), []);
      assert.ok(took < 30_000, `${took} ms`);
    });
  }

  it('is not signalled by a terminal as well: it leads a session of its own', async () => {
    const {stdout} = await createShell(undisturbed()).run('bash', ['-c', 'ps -o sid=,pgid=,pid= -p $$']);
    const [session, group, pid] = stdout.trim().split(/\s+/);
    assert.deepEqual([session, group], [pid, pid]);
  });

  it('may clean up within its grace', async () => {
    const file = path.join(folder, 'cleaned');
    await stop(`trap 'sleep 0.1; echo yes >${file}; exit 1' TERM; echo ready; while :; do sleep 0.02; done`);
    assert.equal(execFileSync('cat', [file], {encoding: 'utf8'}), 'yes\n');
  });

  for (const [signal, code] of [
    ['TERM', 143],
    ['INT', 130],
    ['HUP', 129],
    ['KILL', 137],
  ] as const) {
    it(`was interrupted when ${signal} reaches it a moment before us`, async () => {
      for (const script of [`kill -${signal} $$; sleep 5`, `exit ${code}`]) {
        const controller = new AbortController();
        setTimeout(() => {
          controller.abort(stopped);
        }, 500);
        await assert.rejects(createShell(controller.signal).run('sh', ['-c', script]), stopped);
      }
    });
  }

  it('failed when no signal comes for us', async () => {
    await assert.rejects(createShell(undisturbed()).run('sh', ['-c', 'exit 143']), {
      name: 'CommandFailed',
      message: 'sh -c exit 143 exited with 143',
    });
  });

  it('is not waited for when others fail', async () => {
    // A second is waited for a signal that may be on its way; the quickest of some is the one that a busy machine let be.
    const took: number[] = [];
    while (took.length < 5) {
      const begun = performance.now();
      await assert.rejects(createShell(undisturbed()).run('sh', ['-c', 'exit 1']), CommandFailed);
      took.push(performance.now() - begun);
    }
    assert.ok(Math.min(...took) < 900, took.join(', '));
  });
});

describe('a program whose output is streamed', () => {
  const SCRIPT = '(sleep SECONDS & sleep SECONDS) & echo ready; wait';

  it('is gone with its grandchildren when it is stopped', async () => {
    const seconds = mark();
    const controller = new AbortController();
    const read = async (output: AsyncIterable<unknown>) => {
      for await (const piece of output) if (String(piece) !== '') controller.abort(stopped);
    };
    const streaming = createStreams(controller.signal).stream(
      'bash',
      ['-c', SCRIPT.replaceAll('SECONDS', seconds)],
      read,
    );
    await assert.rejects(streaming, stopped);
    assert.deepEqual(await left(seconds), []);
  });

  it('is gone with its grandchildren when nobody reads on', async () => {
    const seconds = mark();
    const read = async (output: AsyncIterable<Buffer>) => {
      for await (const piece of output) return piece.toString();
      return '';
    };
    const script = SCRIPT.replaceAll('SECONDS', seconds);
    assert.equal(await createStreams(undisturbed()).stream('bash', ['-c', script], read), 'ready\n');
    assert.deepEqual(await left(seconds), []);
  });

  /** What is killed may take a moment to be gone. */
  const left = async (seconds: string): Promise<string[]> => {
    for (let look = 0; look < 100 && runningWith(seconds).length > 0; look += 1) await pause(50);
    return runningWith(seconds);
  };
});

describe('a program with a time limit', () => {
  const within = (script: string, timeoutMs: number, options: RunOptions = {}) =>
    createShell(undisturbed(), GRACE_MS).run('bash', ['-c', script], {timeoutMs, ...options});

  it('is ended with all that it started, and says so', async () => {
    const seconds = mark();
    for (const options of [{}, {onLine: () => undefined}, {uninterruptible: true}]) {
      await assert.rejects(within(`echo begun; (trap '' TERM; sleep ${seconds})`, 200, options), {
        name: 'CommandFailed',
        message: /did not end within 0\.2 s/,
        tail: ['begun'],
      });
    }
    assert.deepEqual(runningWith(seconds), []);
  });

  it('is not touched when it is quick enough', async () => {
    assert.equal((await within('echo quick', 2_000)).stdout, 'quick');
  });
});

describe('a program that has ended', () => {
  it('is not waited for because of what it left in the background with its streams', async () => {
    const seconds = mark();
    try {
      const begun = performance.now();
      const {stdout} = await createShell(undisturbed()).run('bash', [
        '-c',
        `echo answer; sleep ${seconds} &`,
      ]);
      assert.equal(stdout, 'answer');
      assert.ok(performance.now() - begun < 60_000);
      assert.equal(runningWith(seconds).length, 1);
    } finally {
      for (const line of execFileSync('pgrep', ['-f', `sleep ${seconds}`], {encoding: 'utf8'}).split('\n'))
        if (line !== '') process.kill(Number(line));
    }
  });

  it('may not have read its input', async () => {
    const input = 'x'.repeat(5_000_000);
    assert.equal((await createShell(undisturbed()).run('true', [], {input})).stdout, '');
    assert.equal((await createShell(undisturbed()).run('wc', ['-c'], {input})).stdout.trim(), '5000000');
  });
});
