import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {PassThrough, Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import {zstdCompressSync} from 'node:zlib';
import {type Dump, openDumps} from '../../ts-helpers/src/dumps/open.ts';
import {CommandFailed, UserError} from '../../ts-helpers/src/errors/userError.ts';
import {createCompressing} from '../../ts-helpers/src/outside/compressing.ts';
import {createPipes} from '../../ts-helpers/src/outside/pipe.ts';
import {createUnpacking} from '../../ts-helpers/src/outside/unpacking.ts';
import {packedBy, PG_DUMP, tarOf} from '../ts/dumps/support/packed.ts';

const pipes = createPipes(new AbortController().signal);
const needs = {
  unpacking: createUnpacking(pipes, createCompressing(pipes)),
  encrypting: {decrypt: (source: Readable) => Promise.resolve(source.pipe(new PassThrough()))},
  keyFile: undefined,
};

interface Opened {
  layers: readonly string[];
  text: string;
}

const opened = async (
  bytes: Buffer,
  take: (dump: Dump) => Promise<string> = async ({body}) => (await buffer(body)).toString('latin1'),
): Promise<Opened[]> => {
  const all: Opened[] = [];
  const source = Readable.from(pieces(bytes), {objectMode: false});
  await openDumps(source, async dump => void all.push({layers: dump.layers, text: await take(dump)}), needs);
  return all;
};

const pieces = function* (bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 10_007) yield bytes.subarray(at, at + 10_007);
};

const refused = async (bytes: Buffer, code: string, message: RegExp): Promise<void> => {
  await assert.rejects(opened(bytes), (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });
};

describe('a dump that somebody has', () => {
  const SQL = 'plain SQL of PostgreSQL';

  it('is found layer by layer, whatever it is packed by', async () => {
    for (const by of ['bzip2', 'gzip', 'lrzip', 'xz', 'zstd'] as const)
      assert.deepEqual(await opened(packedBy(by, PG_DUMP)), [{layers: [by, SQL], text: PG_DUMP}]);
    const tar = await tarOf({'tmp/': '', dump: PG_DUMP});
    assert.deepEqual(await opened(packedBy('lrzip', tar)), [{layers: ['lrzip', 'tar', SQL], text: PG_DUMP}]);
    assert.deepEqual(await opened(packedBy('gzip', packedBy('bzip2', PG_DUMP))), [
      {layers: ['gzip', 'bzip2', SQL], text: PG_DUMP},
    ]);
  });

  it('is whole to whoever takes it, and read to its end where he stops before', async () => {
    const large = `${PG_DUMP}${'-- so it goes on\n'.repeat(100_000)}`;
    assert.equal((await opened(packedBy('zstd', large)))[0]?.text, large);
    const first = async ({body}: Dump): Promise<string> => {
      for await (const chunk of body) return String(chunk).slice(0, 2);
      return '';
    };
    const tar = await tarOf({a: large, b: large});
    assert.deepEqual(
      (await opened(packedBy('gzip', tar), first)).map(({text}) => text),
      ['--', '--'],
    );
    const cut = packedBy('gzip', `${large}${randomBytes(500_000).toString('hex')}`).subarray(0, -400_000);
    await assert.rejects(opened(cut, first), {code: 'DUMP_BROKEN'});
  });

  it('is the whole tar where a tool has made a folder', async () => {
    const tar = await tarOf({
      'tmp/shop-dump.1/shop/orders.bson': '',
      'tmp/shop-dump.1/shop/a.metadata.json': '{}',
    });
    assert.deepEqual(await opened(packedBy('lrzip', tar)), [
      {layers: ['lrzip', 'tar', 'a folder of mongodump'], text: tar.toString('latin1')},
    ]);
  });

  it('is each that is in a tar, among other files', async () => {
    const tar = await tarOf({'readme.txt': 'hello', 'a.sql.gz': packedBy('gzip', PG_DUMP), b: PG_DUMP});
    assert.deepEqual(await opened(tar), [
      {layers: ['tar', 'gzip', SQL], text: PG_DUMP},
      {layers: ['tar', SQL], text: PG_DUMP},
    ]);
  });

  it('is none where there is nothing: 13 bytes of zstd are that', async () => {
    // As the program writes it, with a checksum.
    const zstd = Buffer.from('28b52ffd24000100009 9e9d851'.replaceAll(' ', ''), 'hex');
    assert.equal(zstd.length, 13);
    await refused(zstd, 'DUMP_EMPTY', /^What is in it \(zstd\) is empty/);
    await refused(Buffer.alloc(0), 'DUMP_EMPTY', /^It is empty/);
    await refused(Buffer.alloc(10_240), 'DUMP_EMPTY', /\(tar\) is empty/);
    await refused(packedBy('lrzip', ''), 'DUMP_EMPTY', /\(lrzip\) is empty/);
  });

  it('is none where it is something else, which is told', async () => {
    await refused(
      packedBy('gzip', '<html>'),
      'DUMP_UNKNOWN',
      /\(gzip\) is no dump of a database, but a page of HTML/,
    );
    await refused(Buffer.from('hello'), 'DUMP_UNKNOWN', /^It is no dump of a database, but the text "hello"/);
    await refused(await tarOf({a: 'x', b: 'y'}), 'DUMP_UNKNOWN', /2 files, none of which/);
    let bomb: Buffer = Buffer.from(PG_DUMP);
    for (let layer = 0; layer < 9; layer += 1) bomb = packedBy('gzip', bomb);
    await refused(bomb, 'DUMP_UNKNOWN', /layers without an end/);
  });

  it('is broken where it is cut off or damaged, by whatever it was packed', async () => {
    const body = `${PG_DUMP}${randomBytes(200_000).toString('hex')}`;
    for (const by of ['bzip2', 'gzip', 'lrzip', 'xz', 'zstd'] as const) {
      const whole = packedBy(by, body);
      await refused(whole.subarray(0, -10_000), 'DUMP_BROKEN', /^It cannot be read to its end: /);
      const damaged = Buffer.from(whole);
      damaged[whole.length - 5_000] = (damaged[whole.length - 5_000] ?? 0) ^ 0xff;
      await refused(damaged, 'DUMP_BROKEN', /^It cannot be read to its end: /);
    }
    await refused((await tarOf({dump: body})).subarray(0, 100_000), 'DUMP_BROKEN', /cannot be read/);
  });

  it('is broken where zstd made it of several parts, of which Node reads the first alone', async () => {
    const parts = Buffer.concat([zstdCompressSync(Buffer.from(PG_DUMP)), zstdCompressSync(Buffer.from('x'))]);
    await refused(parts, 'DUMP_BROKEN', /several parts/);
  });

  it('needs the key of what is encrypted', async () => {
    await refused(Buffer.from('age-encryption.org/v1\n'), 'BACKUP_KEY_MISSING', /COUNTABLE_BACKUP_KEY_FILE/);
  });

  it('is not blamed for a machine that has nothing left', async () => {
    const failed = (program: string, facts: {signal?: string; tail?: string[]}) => () =>
      Promise.reject(new CommandFailed({program, args: [], tail: [], ...facts}));
    const sql = Buffer.from(PG_DUMP);
    await assert.rejects(opened(sql, failed('lrzip', {signal: 'SIGKILL'})), {code: 'MACHINE_EXHAUSTED'});
    await assert.rejects(opened(sql, failed('lrzip', {tail: ['Failed to malloc ckbuf']})), {
      code: 'MACHINE_EXHAUSTED',
    });
    await assert.rejects(opened(sql, failed('docker', {tail: ['write: no space left on device']})), {
      code: 'DISK_FULL',
    });
    await assert.rejects(opened(sql, failed('docker', {tail: ['no such container']})), {
      name: 'CommandFailed',
    });
    await assert.rejects(opened(sql, failed('xz', {tail: ['xz: Unexpected end of input']})), {
      code: 'DUMP_BROKEN',
    });
  });

  it('is not blamed for what the server, or we, do wrong', async () => {
    const fail = (error: Error) => () => Promise.reject(error);
    await assert.rejects(opened(Buffer.from(PG_DUMP), fail(new TypeError('a bug'))), TypeError);
    await assert.rejects(opened(Buffer.from(PG_DUMP), fail(new UserError('S3_DENIED', 'no'))), {
      code: 'S3_DENIED',
    });
  });
});
