import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import {Readable} from 'node:stream';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';
import {content, flowing, inBucket, MIB, ORDER} from './support/bucket.ts';

const place = inBucket();
const LARGE = content(20);
const upload = (key = 'a', body = flowing(LARGE), more = {}) =>
  place().store.createFrom(key, body, {...ORDER, ...more});
const isWhole = (key = 'a') => place().s3.objects.get(key)?.content.equals(LARGE);
const nothingLeft = () => {
  assert.equal(place().s3.objects.size, 0);
  assert.equal(place().s3.uploads.size, 0, 'parts are left');
};

describe('an upload', () => {
  it('is there whole, with what tells it from others, once it has come to its end', async () => {
    const begun: string[] = [];
    await upload('a', flowing(LARGE), {begun: (id: string) => begun.push(id), metadata: {of: 'shop'}});
    assert.ok(isWhole());
    assert.deepEqual(place().s3.objects.get('a')?.metadata, {of: 'shop', 'countable-run': 'run-1'});
    assert.equal(begun.length, 1);
    nothingLeftBut('a');
  });

  it('of nothing is an empty object', async () => {
    await upload('a', Readable.from([], {objectMode: false}));
    assert.equal(place().s3.objects.get('a')?.content.length, 0);
  });

  it('never writes over an object, and leaves no parts of the attempt', async () => {
    await place().store.createFrom('a', flowing(content(1)), {...ORDER, run: 'another'});
    for (const body of [content(1), LARGE]) {
      await assert.rejects(upload('a', flowing(body)), {
        code: 'BACKUP_EXISTS',
        message: 's3://b/a is there already, and is not written over.',
      });
      assert.equal(place().s3.objects.get('a')?.content.length, MIB);
      assert.equal(place().s3.uploads.size, 0);
    }
  });

  const nothingLeftBut = (key: string) => {
    assert.deepEqual([...place().s3.objects.keys()], [key]);
    assert.equal(place().s3.uploads.size, 0);
  };

  it('goes on where connections are cut at any byte of a part', async () => {
    const seed = Math.floor(Math.random() * 1e9);
    const at = (number: number) => ((seed + number * 2_654_435_761) >>> 0) % (4 * MIB - 1);
    place().s3.react = ({operation, before, part = 0}) =>
      operation === 'part' && before < 2 ? {cutAfter: at(part * 2 + before)} : undefined;
    await upload();
    assert.ok(isWhole(), `seed ${seed}`);
    assert.ok(place().s3.count('part') >= 9, `seed ${seed}`);
  });

  it('goes on where S3 falls silent in the middle of a part, and takes it again', async () => {
    place().react('part', 'hangs', 1);
    await upload();
    assert.ok(isWhole());
  });

  it('gives up where it stays silent, and removes what was there', async () => {
    place().react('part', 'hangs');
    await assert.rejects(upload(), {code: 'S3_UNAVAILABLE', message: /nothing came from it for too long\.$/});
    nothingLeft();
  });

  it('may wait for what it reads longer than it waits for S3', async () => {
    const slow = Readable.from(
      (async function* () {
        for (let from = 0; from < LARGE.length; from += 10 * MIB) {
          await pause(700);
          yield LARGE.subarray(from, from + 10 * MIB);
        }
      })(),
      {objectMode: false},
    );
    await upload('a', slow);
    assert.ok(isWhole());
  });

  it('tells why it failed, and not that its parts could not be removed, but says that as well', async () => {
    place().s3.react = ({operation}) => {
      if (operation === 'abort') return {status: 403, code: 'AccessDenied', message: 'Not that.'};
      return operation === 'part' ? {status: 400, code: 'ExpiredToken', message: 'Too old.'} : undefined;
    };
    await assert.rejects(upload(), {
      code: 'S3_CREDENTIALS',
      where: 's3://b/a',
      message:
        /refuses s3:\/\/b\/a: ExpiredToken, Too old\. Its parts stay there: .* refuses s3:\/\/b\/a: AccessDenied, Not that\.$/,
    });
    assert.equal(place().s3.uploads.size, 1);
    await place()
      .store.abandon({key: 'a', id: [...place().s3.uploads.keys()][0] ?? '', begunAt: new Date()})
      .then(
        () => assert.fail('it is refused'),
        (error: unknown) => assert.equal((error as UserError).code, 'S3_DENIED'),
      );
    place().s3.react = () => undefined;
    await place().store.abandon({key: 'a', id: [...place().s3.uploads.keys()][0] ?? '', begunAt: new Date()});
    await place().store.abandon({key: 'a', id: 'gone', begunAt: new Date()});
    nothingLeft();
  });

  it('fails at once where a part is refused, though no more comes to send', async () => {
    place().react('part', {status: 403, code: 'AccessDenied'});
    const body = new Readable({read: () => undefined});
    body.push(LARGE.subarray(0, 9 * MIB));
    await assert.rejects(upload('a', body), {code: 'S3_DENIED'});
    assert.equal(body.destroyed, true);
    nothingLeft();
  });

  it('fails as what it reads fails, and leaves nothing', async () => {
    const broken = (after: number) =>
      Readable.from(
        (function* () {
          yield LARGE.subarray(0, after);
          throw new UserError('BACKUP_FAILED', 'pg_dump died.');
        })(),
        {objectMode: false},
      );
    for (const after of [1, 9 * MIB, 17 * MIB]) {
      await assert.rejects(upload('a', broken(after)), {code: 'BACKUP_FAILED', message: 'pg_dump died.'});
      nothingLeft();
    }
  });

  it('ends with the verb, for its reason, and leaves nothing', async () => {
    const {s3, stop} = place();
    const reason = new UserError('INTERRUPTED', 'Stopped.');
    s3.react = ({operation, part}) => {
      if (operation === 'part' && part === 2) setImmediate(() => stop.abort(reason));
      return undefined;
    };
    const endless = Readable.from(
      (async function* () {
        for (;;) {
          await pause(5);
          yield LARGE.subarray(0, MIB);
        }
      })(),
      {objectMode: false},
    );
    await assert.rejects(upload('a', endless), reason);
    nothingLeft();
    await assert.rejects(place().store.list(''), reason);
  });

  it('takes no more into memory than a few parts, however slow S3 is', async () => {
    const {s3} = place();
    const whole = content(96);
    let most = 0;
    const body = flowing(whole, taken => {
      most = Math.max(most, taken - s3.received);
    });
    await upload('a', body);
    assert.equal(s3.objects.get('a')?.content.length, whole.length);
    assert.ok(most <= 6 * 8.5 * MIB, `${Math.round(most / MIB)} MiB were on their way`);
  });
});

describe('an answer that was lost', () => {
  it('of an upload that was completed is known by its run', async () => {
    place().react('complete', 'loses the answer', 1);
    await upload();
    assert.ok(isWhole());
    assert.equal(place().s3.uploads.size, 0);
  });

  it('of a small object is known too', async () => {
    place().react('put', 'loses the answer', 1);
    await upload('a', flowing(content(1)));
    assert.equal(place().s3.objects.get('a')?.content.length, MIB);
  });

  it('of a text is known by the text', async () => {
    place().react('put', 'loses the answer', 1);
    await place().store.create('manifest', '{}', ORDER);
    await assert.rejects(place().store.create('manifest', '{"other": 1}', ORDER), {code: 'BACKUP_EXISTS'});
    assert.equal(await place().store.readText('manifest'), '{}');
  });

  it('is taken for another’s by who may not look', async () => {
    for (const body of [content(1), LARGE]) {
      place().s3.objects.clear();
      place().s3.asked.length = 0;
      place().s3.react = ({operation, before}) => {
        if (operation === 'head') return {status: 403};
        return ['put', 'complete'].includes(operation) && before === 0 ? 'loses the answer' : undefined;
      };
      await assert.rejects(upload('a', flowing(body)), {code: 'BACKUP_EXISTS'});
    }
  });
});
