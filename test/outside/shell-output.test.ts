import assert from 'node:assert/strict';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {GOES_ON, LONGEST_LINE} from '../../ts-helpers/src/text/line.ts';
import {CommandFailed, UserError} from '../../ts-helpers/src/errors/userError.ts';

/** Runs the script of a shell, and remembers the lines of it and the most memory that was in use meanwhile. */
const follow = async (script: string, signal: AbortSignal = new AbortController().signal) => {
  const lines: string[] = [];
  const before = process.memoryUsage.rss();
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss() - before);
  }, 20);
  try {
    await createShell(signal, 500).run('sh', ['-c', script], {onLine: line => lines.push(line)});
  } finally {
    clearInterval(look);
  }
  return {lines, megabytes: most / 1024 / 1024};
};

const collect = (script: string) => createShell(new AbortController().signal).run('sh', ['-c', script]);

const beginning = `${'x'.repeat(LONGEST_LINE)}${GOES_ON}`;
const endless = "tr '\\0' x </dev/zero";
const long = (bytes: number) => `head -c ${bytes} /dev/zero | tr '\\0' x`;

describe('what a program prints', () => {
  it('is passed on by its beginning where a line has 600 MB, on either stream, and memory stays flat', async () => {
    for (const stream of ['', ' >&2']) {
      const {lines, megabytes} = await follow(`(${long(600_000_000)}; echo; echo next)${stream}`);
      assert.deepEqual(lines, [beginning, 'next']);
      assert.ok(megabytes < 150, `${megabytes} MB`);
    }
  });

  it('can be stopped in a line without an end', async () => {
    const controller = new AbortController();
    const stopped = new UserError('INTERRUPTED', 'Stopped.');
    setTimeout(() => {
      controller.abort(stopped);
    }, 300);
    const begun = performance.now();
    await assert.rejects(follow(endless, controller.signal), stopped);
    assert.ok(performance.now() - begun < 60_000);
  });

  it('ends an answer that has no end, with the code that says so', async () => {
    for (const stream of ['', ' >&2']) {
      await assert.rejects(collect(`(${endless})${stream}`), (error: unknown) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.code, 'COMMAND_GARBLED');
        assert.match(error.message, /^sh -c .* printed more than 64 MB where an answer was expected\.$/);
        return true;
      });
    }
  });

  it('explains a failure by its last lines, of which each is cut as well', async () => {
    for (const options of [{}, {onLine: () => undefined}]) {
      const failing = createShell(new AbortController().signal).run(
        'sh',
        ['-c', `echo first; (${long(1_000_000)}); echo; echo last; exit 3`],
        options,
      );
      await assert.rejects(failing, (error: unknown) => {
        assert.ok(error instanceof CommandFailed);
        assert.equal(error.tail.at(-1), 'last');
        assert.equal(error.tail.at(-2)?.length, LONGEST_LINE + GOES_ON.length);
        return true;
      });
    }
  });

  it('keeps letters whole that come in pieces', async () => {
    const {lines} = await follow(
      String.raw`printf '\303'; sleep 0.1; printf '\274\360\237'; sleep 0.1; printf '\230\200\n'`,
    );
    assert.deepEqual(lines, ['ü😀']);
  });

  it('may be no text at all', async () => {
    const {lines} = await follow(String.raw`head -c 3000000 /dev/urandom; printf '\nend\n\377\376\n\0'`);
    assert.deepEqual(lines.slice(-3), ['end', '\uFFFD\uFFFD', '\0']);
    assert.ok(lines.every(line => line.length <= LONGEST_LINE + GOES_ON.length));
  });

  it('is read to its end, also when the program ends at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const {lines} = await follow('seq 20000; printf unended');
      assert.equal(lines.length, 20_001);
      assert.equal(lines.at(-1), 'unended');
      assert.equal((await collect('seq 20000')).stdout.length, 108_893);
    }
  });
});
