import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {buffer} from 'node:stream/consumers';
import {createCompressing} from '../../ts-helpers/src/outside/compressing.ts';
import {createPipes} from '../../ts-helpers/src/outside/pipe.ts';
import {closed, closing, has, pieces, sample} from './support/streams.ts';

const WHOLE = sample(3);

describe('what makes backups smaller', () => {
  const compressing = () => createCompressing(createPipes(new AbortController().signal));
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-compressing-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true, force: true});
  });
  const skipWithout = (context: Mocha.Context, program: string): void => {
    if (has(program)) return;
    console.log(`    skipped: ${program} is missing; script/test installs lrzip`);
    context.skip();
  };

  it('gives back what it was given, of zstd', async () => {
    for (const whole of [WHOLE, Buffer.alloc(0)]) {
      const small = await buffer(compressing().compress(pieces(whole), 'zst'));
      if (whole.length > 0) assert.ok(small.length < whole.length * 0.6);
      assert.ok((await buffer(compressing().decompress(pieces(small), 'zst'))).equals(whole));
    }
  });

  it('is read by zstd, and reads what that wrote', async function () {
    skipWithout(this, 'zstd');
    writeFileSync(at('a.zst'), await buffer(compressing().compress(pieces(WHOLE), 'zst')));
    execFileSync('zstd', ['-q', '-d', at('a.zst'), '-o', at('a')]);
    assert.ok(readFileSync(at('a')).equals(WHOLE));
    execFileSync('zstd', ['-q', '-10', at('a'), '-o', at('b.zst')]);
    assert.ok(
      (await buffer(compressing().decompress(pieces(readFileSync(at('b.zst'))), 'zst'))).equals(WHOLE),
    );
  });

  it('is read by lrzip, and reads what that wrote, by the one of Debian', async function () {
    skipWithout(this, 'lrzip');
    const small = await buffer(compressing().compress(pieces(WHOLE), 'lrz'));
    assert.ok(small.length < WHOLE.length * 0.6);
    writeFileSync(at('a.lrz'), small);
    execFileSync('lrzip', ['-q', '-d', '-o', at('a'), at('a.lrz')]);
    assert.ok(readFileSync(at('a')).equals(WHOLE));
    execFileSync('lrzip', ['-q', '-l', '-o', at('b.lrz'), at('a')]);
    for (const name of ['a.lrz', 'b.lrz'])
      assert.ok(
        (await buffer(compressing().decompress(pieces(readFileSync(at(name))), 'lrz'))).equals(WHOLE),
        name,
      );
  });

  it('fails where what it is given was cut off, or is something else', async function () {
    const small = await buffer(compressing().compress(pieces(WHOLE), 'zst'));
    for (const bad of [small.subarray(0, small.length / 2), small.subarray(0, small.length - 1), WHOLE])
      await assert.rejects(buffer(compressing().decompress(pieces(bad), 'zst')));
    skipWithout(this, 'lrzip');
    const lrz = await buffer(compressing().compress(pieces(WHOLE), 'lrz'));
    for (const bad of [lrz.subarray(0, lrz.length / 2), WHOLE])
      await assert.rejects(buffer(compressing().decompress(pieces(bad), 'lrz')), {name: 'CommandFailed'});
  });

  it('fails as its source does, also where nobody reads yet, and closes its source where nobody reads on', async () => {
    for (const format of has('lrzip') ? (['zst', 'lrz'] as const) : (['zst'] as const)) {
      const broken = pieces(WHOLE.subarray(0, 1000), () => {
        throw new Error('the dump died');
      });
      const made = compressing().compress(broken, format);
      await closed(broken);
      await new Promise(resolve => setTimeout(resolve, 20));
      await assert.rejects(buffer(made), /the dump died|premature close/i, format);
      await assert.rejects(buffer(compressing().compress(closing(WHOLE), format)), {
        code: 'ERR_STREAM_PREMATURE_CLOSE',
      });
      const source = pieces(WHOLE);
      compressing().compress(source, format).destroy();
      await closed(source);
    }
  });
});
