import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import fc from 'fast-check';
import {packTar} from 'modern-tar';
import {createArchiveWriter, NobodyReads, readMembers} from '../../../ts-helpers/src/outside/archiveFile.ts';
import {createTreeReader} from '../../../ts-helpers/src/outside/treeReader.ts';

const AT = new Date('2026-11-27T14:26:52Z');

const written = async (members: Readonly<Record<string, readonly Buffer[]>>): Promise<Buffer> => {
  const writer = createArchiveWriter(AT);
  const whole = buffer(writer.output);
  for (const [name, chunks] of Object.entries(members)) await writer.addPieces(name, Readable.from(chunks));
  await writer.addText('manifest.json', '{}');
  writer.finish();
  return whole;
};

const read = async (archive: Buffer): Promise<Record<string, Buffer>> => {
  const found: Record<string, Buffer> = {};
  for await (const {name, body} of readMembers(Readable.from([archive]))) found[name] = await buffer(body);
  return found;
};

describe('an archive', () => {
  it('gives back its members, out of pieces, however they came', async () => {
    const chunk = fc.uint8Array({maxLength: 3000}).map(bytes => Buffer.from(bytes));
    const members = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}\/[a-z]{1,8}$/),
      fc.array(chunk, {maxLength: 5}),
      {maxKeys: 4},
    );
    await fc.assert(
      fc.asyncProperty(members, async all => {
        const found = await read(await written(all));
        const expected = Object.entries(all).map(([name, chunks]) => [name, Buffer.concat(chunks)]);
        assert.deepEqual(found, {...Object.fromEntries(expected), 'manifest.json': Buffer.from('{}')});
      }),
      {numRuns: 50},
    );
  });

  it('splits what is large into pieces of 4 MB', async () => {
    const large = Buffer.alloc(10_000_000, 'x');
    const chunks = Array.from({length: 25}, (_, index) => large.subarray(index * 4e5, (index + 1) * 4e5));
    const archive = await written({'files/media': chunks});
    const names = archive.toString('latin1').match(/files\/media\/\d+/g);
    assert.deepEqual(names, ['files/media/000001', 'files/media/000002', 'files/media/000003']);
    assert.equal((await read(archive))['files/media']?.length, large.length);
  });

  it('that is cut off anywhere does not read as whole', async () => {
    const archive = await written({a: [Buffer.alloc(700, 'a')], b: [Buffer.alloc(10, 'b')]});
    await fc.assert(
      fc.asyncProperty(fc.integer({min: 0, max: archive.length - 1025}), async length => {
        const found = await read(archive.subarray(0, length)).catch(() => ({}));
        assert.ok(!('manifest.json' in found), `cut at ${length}`);
      }),
    );
  });

  it('is read past members that nobody wants', async () => {
    const archive = await written({a: [Buffer.alloc(5000, 'a')], b: [Buffer.from('b')]});
    const names: string[] = [];
    for await (const {name} of readMembers(Readable.from([archive]))) names.push(name);
    assert.deepEqual(names, ['a', 'b', 'manifest.json']);
  });

  it('is not written on for nobody', async () => {
    const writer = createArchiveWriter(AT);
    writer.output.destroy();
    await assert.rejects(async () => {
      for (let piece = 0; piece < 5; piece += 1) await writer.addText(`${piece}`, 'x'.repeat(9_000_000));
    }, NobodyReads);
  });
});

describe('a tar of files', () => {
  const entry = (name: string, body: string, more = {}) => ({
    header: {name, size: body.length, mode: 0o644, ...more},
    body,
  });
  const heard = async (tar: Uint8Array, root: string) => {
    const reader = createTreeReader(root);
    await reader.hear(Buffer.from(tar));
    return reader.end();
  };

  it('is the same in another order, and below another folder', async () => {
    const one = await packTar([entry('media/a', 'aa'), entry('media/b', 'b')]);
    const other = await packTar([entry('data/b', 'b'), entry('data/a', 'aa')]);
    const [first, second] = [await heard(one, 'media'), await heard(other, 'data')];
    assert.deepEqual(first, second);
    assert.deepEqual({entries: first.entries, bytes: first.bytes}, {entries: 2, bytes: 3});
  });

  it('is another with other contents, names, owners or modes', async () => {
    const digests = await Promise.all(
      [
        [entry('m/a', 'aa')],
        [entry('m/a', 'ab')],
        [entry('m/b', 'aa')],
        [entry('m/a', 'aa', {uid: 7})],
        [entry('m/a', 'aa', {mode: 0o600})],
        [entry('m/a', 'aa'), entry('m/c', '')],
      ].map(async files => (await heard(await packTar(files), 'm')).digest),
    );
    assert.equal(new Set(digests).size, digests.length);
  });

  it('that is cut off is an error', async () => {
    const tar = await packTar([entry('m/a', 'a'.repeat(2000))]);
    await assert.rejects(heard(tar.subarray(0, 1500), 'm'));
  });
});
