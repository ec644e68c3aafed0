import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {execFileSync} from 'node:child_process';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import type {Inside} from '../../ts-helpers/src/engines/inside.ts';
import {type Large, largeOf} from '../../ts-helpers/src/engines/large.ts';
import {throughPipes} from '../../ts-helpers/src/engines/throughPipes.ts';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import {createCompressing} from '../../ts-helpers/src/outside/compressing.ts';
import {createFiles} from '../../ts-helpers/src/outside/files.ts';
import {createNamedPipes, type NamedPipes} from '../../ts-helpers/src/outside/namedPipes.ts';
import {createPipes} from '../../ts-helpers/src/outside/pipe.ts';

describe('what is large and goes in and out of a container', () => {
  const pipes = createPipes(new AbortController().signal);
  const compressing = createCompressing(pipes);
  let folder: string;
  let named: NamedPipes;

  before(async () => {
    named = (await createNamedPipes(createFiles(), pipes).open())!;
    folder = mkdtempSync(path.join(tmpdir(), 'countable-large-'));
    mkdirSync(path.join(folder, 'bin'));
    for (const name of ['sh', 'cat', 'head', 'seq', 'wc', 'echo']) {
      const place = execFileSync('sh', ['-c', `command -v ${name}`], {encoding: 'utf8'}).trim();
      if (place.startsWith('/')) symlinkSync(place, path.join(folder, 'bin', name));
    }
    writeFileSync(path.join(folder, 'half'), '#!/bin/sh\nseq 100000\necho lost it >&2\nexit 3\n', {
      mode: 0o755,
    });
  });
  after(async () => {
    rmSync(folder, {recursive: true});
    await named.remove();
  });

  const here: Inside = {pipe: ([program = '', ...words]) => pipes.pipe(program, words)};
  /** As in a container that has no zstd. */
  const bare = (): Inside => ({
    pipe: ([program = '', ...words]) => pipes.pipe(program, words, {env: {PATH: path.join(folder, 'bin')}}),
  });

  const there = (words: readonly string[]): string[] =>
    words.map(word => word.replace(/^\/countable\//, `${named.folder}/`));
  /** As in a container that has the pipes of this machine. */
  const piped = async (): Promise<Large> => {
    const large = await throughPipes({pipe: words => here.pipe(there(words))}, named);
    assert.ok(large);
    return large;
  };

  for (const [title, large] of [
    ['packed', () => largeOf(here, compressing)],
    ['as it is, where there is no zstd', () => largeOf(bare(), compressing)],
    ['through named pipes', piped],
  ] as const) {
    it(`comes out whole, ${title}`, async () => {
      const {dump} = await large();
      const {input, output, ended} = await dump(['seq', '200000']);
      input.end();
      const printed = await buffer(output);
      assert.equal(await ended, '');
      assert.equal(printed.toString(), execFileSync('seq', ['200000'], {encoding: 'utf8', maxBuffer: 1e8}));
    });

    it(`ends as its tool does, ${title}`, async () => {
      const {dump} = await large();
      const {input, output, ended} = await dump([path.join(folder, 'half')]);
      input.end();
      await buffer(output).catch(() => undefined);
      await assert.rejects(ended, (error: unknown) => {
        assert.ok(error instanceof CommandFailed);
        assert.equal(error.exitCode, 3);
        assert.match(error.stderr, /lost it/);
        return true;
      });
    });

    it(`goes in whole, ${title}`, async () => {
      const {restore} = await large();
      const count = ['sh', '-c', 'wc -c >&2'];
      const said = await restore(count, Readable.from([Buffer.alloc(3_000_000, 'x'), Buffer.from('y')]));
      assert.equal(said.trim(), '3000001');
    });

    it(`fails as its tool does that takes it, or as its source, ${title}`, async () => {
      const {restore} = await large();
      const refusing = ['sh', '-c', 'head -c 10 >/dev/null; echo no more >&2; exit 4'];
      await assert.rejects(restore(refusing, Readable.from([Buffer.alloc(9_000_000, 'x')])), {exitCode: 4});
      const broken = Readable.from(
        (function* () {
          yield Buffer.alloc(1000);
          throw new Error('cut off');
        })(),
      );
      await assert.rejects(restore(['sh', '-c', 'cat >/dev/null'], broken), /cut off/);
    });
  }

  describe('through named pipes', () => {
    it('goes another way where none of it arrives', async () => {
      assert.equal(await throughPipes(here, named), undefined);
    });

    it('fails with what ends its command, though its tool goes on', async () => {
      const stopping = new AbortController();
      const inside: Inside = {pipe: words => stoppable.pipe('setsid', ['--wait', ...there(words)])};
      const stoppable = createPipes(stopping.signal);
      const large = await throughPipes(inside, named);
      const {output} = await large!.dump(['yes']);
      const read = buffer(output);
      stopping.abort(new Error('enough'));
      await assert.rejects(read, /enough/);
    });

    it('can be read and written by every user of a container, and made by none', async () => {
      const {name} = await named.make();
      assert.equal(statSync(path.join(named.folder, name)).mode & 0o777, 0o666);
      assert.equal(statSync(named.folder).mode & 0o777, 0o755);
      assert.equal(statSync(path.dirname(named.folder)).mode & 0o777, 0o700);
    });
  });
});
