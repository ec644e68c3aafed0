import assert from 'node:assert/strict';
import {buffer} from 'node:stream/consumers';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';
import {createObjectStore} from '../../ts-helpers/src/outside/s3.ts';
import {content, inBucket, MIB} from './support/bucket.ts';
import {closed} from './support/streams.ts';

const place = inBucket();
const WHOLE = content(5);
const read = () => buffer(place().store.read('a'));

describe('a download', () => {
  beforeEach(() => {
    place().s3.objects.set('a', {content: WHOLE, metadata: {of: 'shop'}});
  });

  it('is all of the object', async () => {
    assert.ok((await read()).equals(WHOLE));
    const {size, metadata} = (await place().store.head('a')) ?? {};
    assert.deepEqual([size, metadata], [WHOLE.length, {of: 'shop'}]);
  });

  it('of an empty object is empty, and of none fails', async () => {
    place().s3.objects.set('a', {content: Buffer.alloc(0), metadata: {}});
    assert.equal((await read()).length, 0);
    place().s3.objects.delete('a');
    await assert.rejects(read(), {code: 'BACKUP_MISSING', message: 'There is no s3://b/a.'});
    assert.equal(await place().store.head('a'), undefined);
    assert.equal(await place().store.readText('a'), undefined);
  });

  it('goes on where it was cut, at any byte', async () => {
    const seed = Math.floor(Math.random() * 1e9);
    place().s3.react = ({before}) =>
      before < 12 ? {cutAfter: 1 + (((seed + before * 2_654_435_761) >>> 0) % MIB)} : undefined;
    assert.ok((await read()).equals(WHOLE), `seed ${seed}`);
    const [first, second] = place().s3.asked;
    assert.deepEqual([first?.headers.range, second?.headers['if-match']], [undefined, '"1"'], `seed ${seed}`);
  });

  it('goes on where it falls silent in the middle', async () => {
    place().react('get', {silentAfter: 2 * MIB}, 1);
    assert.ok((await read()).equals(WHOLE));
  });

  it('gives up where nothing more comes, and says how far it came', async () => {
    place().s3.react = ({before}) => ({cutAfter: before === 0 ? MIB : 0});
    await assert.rejects(read(), {
      code: 'S3_UNAVAILABLE',
      where: 's3://b/a',
      message: /^The download was cut off at \d+ of 5242880 bytes, again and again\.$/,
    });
  });

  it('does not put together what does not belong together', async () => {
    place().s3.react = ({before}) => (before === 0 ? {cutAfter: MIB} : 'ignores the range');
    await assert.rejects(read(), {code: 'S3_REFUSED', message: /does not go on with a download/});
    place().s3.asked.length = 0;
    place().s3.react = ({before}) =>
      before === 0 ? {cutAfter: MIB} : {status: 412, code: 'PreconditionFailed'};
    await assert.rejects(read(), {
      code: 'BACKUP_BROKEN',
      message: 'It became another one while it was read.',
    });
  });

  it('is refused where nothing tells how much it is to be', async () => {
    place().react('get', 'tells no length');
    await assert.rejects(read(), {code: 'S3_REFUSED', message: /does not tell how large it is\.$/});
  });

  it('fails as it is refused in the middle, and when it is asked for first', async () => {
    place().s3.react = ({before}) => (before === 0 ? {cutAfter: MIB} : {status: 400, code: 'ExpiredToken'});
    await assert.rejects(read(), {code: 'S3_CREDENTIALS'});
    place().react('get', {status: 403, code: 'InvalidObjectState'});
    await assert.rejects(read(), {code: 'BACKUP_FROZEN'});
  });

  it('ends with who reads it, and with the verb', async () => {
    for await (const chunk of place().store.read('a')) {
      assert.ok((chunk as Buffer).length > 0);
      break;
    }
    place().react('get', {silentAfter: MIB});
    // One that bears a minute of silence.
    const left = createObjectStore(place().store.bucket, place().stop.signal).read('a');
    await left[Symbol.asyncIterator]().next();
    left.destroy();
    await closed(left);
    const reason = new UserError('INTERRUPTED', 'Stopped.');
    place().react('get', {silentAfter: MIB});
    const reading = read();
    setTimeout(() => place().stop.abort(reason), 50);
    await assert.rejects(reading, reason);
  });
});
