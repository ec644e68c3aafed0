import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {packTar, type TarEntry} from 'modern-tar';
import {copyingOf} from '../../../../ts-helpers/src/outside/docker/copying.ts';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';

const file = (name: string, body = 'text'): TarEntry => ({header: {name, size: body.length}, body});

describe('what docker cp packs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-copied-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const unpacked = (bytes: Buffer, limits: object = {}) =>
    copyingOf({stream: (_program, _args, read) => read(Readable.from(chunksOf(bytes)))}).copyFiles(
      'id',
      '/r',
      {
        to: folder,
        under: '/app',
        limits: {files: 5, bytes: 1_000, totalBytes: 5_000, ...limits},
        isWanted: name => !name.endsWith('.log'),
      },
    );
  const packed = async (...entries: TarEntry[]) => Buffer.from(await packTar(entries));
  const written = () => readdirSync(folder, {recursive: true, encoding: 'utf8'}).sort();

  it('is unpacked under the folder that it was in', async () => {
    const copied = await unpacked(
      await packed(
        {header: {name: 'r/', size: 0, type: 'directory'}},
        file('r/a'),
        file('r/b/c', ''),
        file('r/x.log'),
      ),
    );
    assert.deepEqual(copied, {files: ['app/r/a', 'app/r/b/c'], leftOut: []});
    assert.deepEqual(written(), ['app', 'app/r', 'app/r/a', 'app/r/b', 'app/r/b/c']);
    assert.equal(readFileSync(path.join(folder, 'app/r/a'), 'utf8'), 'text');
  });

  it('leads nowhere else, whoever made it', async () => {
    const copied = await unpacked(
      await packed(
        file('../../evil'),
        file('/r/../../../evil'),
        {header: {name: 'r/link', size: 0, type: 'symlink', linkname: '/etc'}},
        {header: {name: 'r/hard', size: 0, type: 'link', linkname: '/etc/shadow'}},
        file('r/link/passwd'),
        file('r/ok'),
      ),
    );
    assert.deepEqual(copied?.files, ['app/r/link/passwd', 'app/r/ok']);
    assert.deepEqual(
      copied.leftOut.map(({why}) => why),
      [
        'has a name that cannot be used',
        'has a name that cannot be used',
        'is no file but a symlink',
        'is no file but a link',
      ],
    );
  });

  it('never replaces anything, nor a folder by a file', async () => {
    writeFileSync(path.join(folder, 'mine'), 'mine');
    const copied = await unpacked(
      await packed(file('r/a'), file('r/a', 'again'), file('r/a/b'), file('r/d/e'), file('r/d')),
    );
    assert.deepEqual(
      [copied?.files, copied?.leftOut.map(({why}) => why)],
      [
        ['app/r/a', 'app/r/d/e'],
        ['has the name of another', 'has the name of another', 'has the name of another'],
      ],
    );
    assert.equal(readFileSync(path.join(folder, 'app/r/a'), 'utf8'), 'text');
  });

  it('is left where it is too much', async () => {
    const large = await unpacked(await packed(file('r/large', 'x'.repeat(1_001)), file('r/a')));
    assert.deepEqual([large?.files, large?.leftOut.length], [['app/r/a'], 1]);
    const many = await unpacked(await packed(...[1, 2, 3, 4, 5, 6, 7].map(name => file(`r/f${name}`))));
    assert.deepEqual(
      [many?.files.length, many?.leftOut],
      [5, [{name: 'r/f6', why: 'there are more than 5 files'}]],
    );
  });

  it('is an error where it was cut or is no archive', async () => {
    const whole = await packed(file('r/a', 'x'.repeat(900)));
    await assert.rejects(unpacked(whole.subarray(0, 700)));
    await assert.rejects(unpacked(Buffer.from('x'.repeat(2_000))));
  });

  it('is nothing where there is nothing at that path, in the words of any client', async () => {
    for (const said of [
      'Error response from daemon: Could not find the file /r in container 1f2e',
      'Error: No such container:path: 1f2e:/r',
    ]) {
      const copying = copyingOf({
        stream: (program, args) =>
          Promise.reject(new CommandFailed({program, args, exitCode: 1, tail: [], stderr: said})),
      });
      const order = {to: folder, limits: {files: 1, bytes: 1, totalBytes: 1}, isWanted: () => true};
      assert.equal(await copying.copyFiles('id', '/r', order), undefined);
    }
  });
});

/** As a pipe gives them. */
const chunksOf = function* (bytes: Buffer): Iterable<Buffer> {
  for (let from = 0; from < bytes.length; from += 333) yield bytes.subarray(from, from + 333);
};
