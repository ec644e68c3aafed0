import assert from 'node:assert/strict';
import {buffer, text} from 'node:stream/consumers';
import {Readable} from 'node:stream';
import {setTimeout as pause} from 'node:timers/promises';
import {CommandFailed, UserError} from '../../ts-helpers/src/errors/userError.ts';
import {allStats, hasEnded} from '../../ts-helpers/src/outside/processStat.ts';
import {createPipes, feed, through} from '../../ts-helpers/src/outside/pipe.ts';
import {closed, closing, pieces, sample} from './support/streams.ts';

const WHOLE = sample(4);

describe('a program that is fed and read', () => {
  let stop: AbortController;
  const pipe = (...words: [string, ...string[]]) =>
    createPipes(stop.signal).pipe(words[0], words.slice(1), {env: {OF_THE_TEST: 'yes'}});
  beforeEach(() => {
    stop = new AbortController();
  });
  const isAlive = async (group: number | undefined): Promise<boolean> =>
    (await allStats()).some(stat => stat.group === group && !hasEnded(stat));

  it('gives all that it makes of all that it gets', async () => {
    assert.ok((await buffer(through(pieces(WHOLE), pipe('cat')))).equals(WHOLE));
    assert.equal(
      await text(through(pieces(Buffer.alloc(0)), pipe('sh', '-c', 'cat; echo $OF_THE_TEST'))),
      'yes\n',
    );
    assert.equal(
      await feed(pieces(WHOLE), pipe('sh', '-c', 'cat >/dev/null; echo careful >&2')),
      'careful\n',
    );
  });

  it('may take only what it needs', async () => {
    assert.equal((await buffer(through(pieces(WHOLE), pipe('head', '-c', '10')))).length, 10);
  });

  it('fails with what it says, and its source is no longer read', async () => {
    const source = pieces(WHOLE);
    const failed = await buffer(
      through(source, pipe('sh', '-c', 'head -c 10; echo "no room" >&2; exit 3')),
    ).then(
      () => assert.fail(),
      (error: unknown) => error,
    );
    assert.ok(failed instanceof CommandFailed, String(failed));
    assert.deepEqual([failed.program, failed.exitCode, failed.stderr], ['sh', 3, 'no room\n']);
    await closed(source);
    await assert.rejects(feed(pieces(WHOLE), pipe('false')), CommandFailed);
  });

  it('does not end well where its source fails, or closes before its end, though the program does', async () => {
    const broken = () =>
      pieces(WHOLE, () => {
        throw new UserError('S3_UNAVAILABLE', 'Cut off.');
      });
    await assert.rejects(buffer(through(broken(), pipe('cat'))), {code: 'S3_UNAVAILABLE'});
    await assert.rejects(feed(broken(), pipe('cat')), {code: 'S3_UNAVAILABLE'});
    await assert.rejects(buffer(through(closing(WHOLE), pipe('cat'))), {code: 'ERR_STREAM_PREMATURE_CLOSE'});
    await assert.rejects(feed(closing(WHOLE), pipe('cat')), {code: 'ERR_STREAM_PREMATURE_CLOSE'});
  });

  it('ends with who reads it, with all that it started, also before anything was read', async () => {
    for (const reads of [true, false]) {
      const source = new Readable({read: () => undefined});
      source.push('line\n');
      const piped = pipe('sh', '-c', 'echo $$; sleep 1000 & cat >/dev/null; wait');
      const made = through(source, piped);
      const pid = reads ? Number(String((await made[Symbol.asyncIterator]().next()).value)) : undefined;
      made.destroy();
      await Promise.all([closed(made), closed(source)]);
      await assert.rejects(piped.ended, CommandFailed);
      while (await isAlive(pid)) await pause(10);
    }
  });

  it('ends with the verb, for its reason', async () => {
    const reason = new UserError('INTERRUPTED', 'Stopped.');
    const source = new Readable({read: () => undefined});
    const made = buffer(through(source, pipe('sleep', '1000')));
    setTimeout(() => stop.abort(reason), 50);
    await assert.rejects(made, reason);
    assert.throws(() => pipe('cat'), reason);
  });

  it('that there is not is told with how to install it, where that is known', async () => {
    const {PATH} = process.env;
    process.env['PATH'] = '/nowhere';
    try {
      await assert.rejects(buffer(through(pieces(WHOLE), pipe('lrzip'))), {
        code: 'TOOL_MISSING',
        message: 'The command lrzip was not found.',
        remedy: /^Install it: .*lrzip/,
      });
      await assert.rejects(feed(pieces(WHOLE), pipe('pg_frobnicate')), {code: 'TOOL_MISSING'});
    } finally {
      process.env['PATH'] = PATH;
    }
  });
});
