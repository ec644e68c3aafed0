import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {NOTHING, type ObjectStore} from '../../ts-helpers/src/outside/s3.ts';

export interface KnownStore {
  /** Empty to begin with. */
  store: ObjectStore;
  /** Begins an upload in parts, and leaves it. */
  leaveUpload(key: string): Promise<void>;
}

const NOW = new Date('2026-11-27T12:00:00Z');

/** What every bucket does, those of S3 and the one that unit tests use. */
export const objectStoreContract = (known: () => KnownStore): void => {
  const keysOf = (objects: readonly {key: string}[]): string[] => objects.map(({key}) => key);
  const create = (key: string, content = key): Promise<void> =>
    known().store.create(key, content, {now: NOW, metadata: {of: 'a test'}});

  it('keeps what it is given, with what is said of it', async () => {
    const {store} = known();
    await create('one/a.txt', 'ä hello');
    assert.equal(await store.readText('one/a.txt'), 'ä hello');
    assert.equal(await text(store.read('one/a.txt')), 'ä hello');
    const {size, metadata, lockedUntil, isHeld} = (await store.head('one/a.txt')) ?? {};
    assert.deepEqual([size, metadata?.['of'], lockedUntil, isHeld], [8, 'a test', undefined, undefined]);
  });

  it('knows nothing of what is not there', async () => {
    const {store} = known();
    assert.equal(await store.readText('one/none'), undefined);
    assert.equal(await store.head('one/none'), undefined);
    await assert.rejects(text(store.read('one/none')), {code: 'BACKUP_MISSING'});
    assert.deepEqual(await store.list('none/'), []);
  });

  it('writes over nothing, by a text or a stream', async () => {
    const {store} = known();
    await create('two/a.txt', 'first');
    await assert.rejects(create('two/a.txt', 'second'), {code: 'BACKUP_EXISTS'});
    const order = {now: NOW, expectedBytes: 9, run: 'another'};
    await assert.rejects(store.createFrom('two/a.txt', Readable.from([Buffer.from('third')]), order), {
      code: 'BACKUP_EXISTS',
    });
    assert.equal(await store.readText('two/a.txt'), 'first');
  });

  it('is written to by one of two at once', async () => {
    const both = await Promise.allSettled([create('two/b.txt', 'first'), create('two/b.txt', 'second')]);
    assert.deepEqual(both.map(({status}) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('keeps a stream once it is whole, and nothing of one that fails', async () => {
    const {store} = known();
    const order = {now: NOW, expectedBytes: 9, run: 'this one'};
    await store.createFrom('three/a', Readable.from([Buffer.from('one '), Buffer.from('two')]), order);
    assert.equal(await store.readText('three/a'), 'one two');
    assert.equal((await store.head('three/a'))?.metadata['countable-run'], 'this one');
    const failing = Readable.from(
      (async function* () {
        yield Buffer.from('one ');
        throw new Error('the disk is gone');
      })(),
    );
    await assert.rejects(store.createFrom('three/b', failing, order), {message: 'the disk is gone'});
    assert.deepEqual(keysOf(await store.list('three/')), ['three/a']);
    assert.deepEqual(await store.unfinished('three/'), []);
  });

  it('writes one thing over', async () => {
    const {store} = known();
    for (const content of ['first', 'second']) await store.replace('four/a.json', content);
    assert.equal(await store.readText('four/a.json'), 'second');
  });

  it('writes over what was read, and nothing that has come since', async () => {
    const {store} = known();
    assert.equal(await store.readTagged('four/b.json'), undefined);
    await store.replace('four/b.json', 'first', NOTHING);
    await assert.rejects(store.replace('four/b.json', 'other', NOTHING), {code: 'BACKUP_EXISTS'});
    const read = await store.readTagged('four/b.json');
    assert.equal(read?.text, 'first');
    await store.replace('four/b.json', 'second', read.tag);
    await assert.rejects(store.replace('four/b.json', 'third', read.tag), {code: 'BACKUP_EXISTS'});
    assert.equal(await store.readText('four/b.json'), 'second');
  });

  it('lists what begins so, in the order of its keys, and what stands between', async () => {
    const {store} = known();
    for (const key of ['five/b/2', 'five/b/1', 'five/a/x/1', 'five/c', 'five-more/1']) await create(key);
    assert.deepEqual(keysOf(await store.list('five/')), ['five/a/x/1', 'five/b/1', 'five/b/2', 'five/c']);
    assert.deepEqual(await store.folders('five/'), ['a', 'b']);
    assert.deepEqual(keysOf(await store.directly('five/')), ['five/c']);
    const [{size, modifiedAt} = {size: 0, modifiedAt: new Date(0)}] = await store.list('five/c');
    assert.equal(size, 6);
    assert.ok(modifiedAt.getTime() > NOW.getTime() - 400 * 86_400_000);
  });

  it('lists more than a thousand, of which it tells a thousand at a time', async () => {
    const {store} = known();
    const keys = Array.from({length: 1_030}, (_, index) => `six/${String(index).padStart(4, '0')}/a`);
    for (let from = 0; from < keys.length; from += 50)
      await Promise.all(keys.slice(from, from + 50).map(key => create(key)));
    assert.deepEqual(keysOf(await store.list('six/')), keys);
    assert.equal((await store.folders('six/')).length, keys.length);
  });

  it('removes, and does so twice', async () => {
    const {store} = known();
    await create('seven/a');
    for (let times = 0; times < 2; times++) await store.remove('seven/a');
    assert.deepEqual(await store.list('seven/'), []);
  });

  it('tells of uploads that nobody has ended, and ends them, also twice', async () => {
    const {store, leaveUpload} = known();
    await leaveUpload('eight/a');
    // MinIO tells them of a whole key alone, and removes them by itself after a day.
    const [upload, ...others] = await store.unfinished('eight/a');
    assert.deepEqual([upload?.key, others], ['eight/a', []]);
    assert.deepEqual(await store.list('eight/'), []);
    for (let times = 0; times < 2; times++) await store.abandon(upload!);
    assert.deepEqual(await store.unfinished('eight/a'), []);
  });
};
