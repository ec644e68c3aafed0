import assert from 'node:assert/strict';
import type {UserError} from '../../ts-helpers/src/errors/userError.ts';
import type {Operation, Reaction} from './support/badS3.ts';
import {content, flowing, inBucket, ORDER} from './support/bucket.ts';

const place = inBucket();
const SMALL = content(1);
const LARGE = content(9);

const doing: Record<Exclude<Operation, 'abort' | 'delete'>, () => Promise<unknown>> = {
  put: () => place().store.createFrom('small', flowing(SMALL), ORDER),
  begin: () => place().store.createFrom('large', flowing(LARGE), ORDER),
  part: () => place().store.createFrom('large', flowing(LARGE), ORDER),
  complete: () => place().store.createFrom('large', flowing(LARGE), ORDER),
  head: () => place().store.head('there'),
  get: () => place().store.readText('there'),
  list: () => place().store.list(''),
  uploads: () => place().store.unfinished(''),
};
const OPERATIONS = Object.keys(doing) as (keyof typeof doing)[];

const failure = async (operation: keyof typeof doing, reaction: Reaction): Promise<UserError> => {
  place().react(operation, reaction);
  return doing[operation]().then(
    () => assert.fail(`${operation} passes for done`),
    (error: unknown) => error as UserError,
  );
};

const HTML = {'content-type': 'text/html'};

describe('what S3 answers', () => {
  beforeEach(async () => {
    await place().store.create('there', 'text', ORDER);
  });

  for (const [code, status, reaction] of [
    ['S3_CLOCK', 403, {code: 'RequestTimeTooSkewed', message: 'The difference is too large.'}],
    ['S3_CREDENTIALS', 400, {code: 'ExpiredToken'}],
    ['S3_CREDENTIALS', 403, {code: 'InvalidAccessKeyId'}],
    ['S3_CREDENTIALS', 403, {code: 'SignatureDoesNotMatch'}],
    ['S3_REGION_WRONG', 301, {code: 'PermanentRedirect', message: 'Use the specified endpoint.'}],
    ['S3_REGION_WRONG', 400, {code: 'AuthorizationHeaderMalformed', message: "expecting 'eu-west-1'"}],
    ['S3_BUCKET_UNKNOWN', 404, {code: 'NoSuchBucket'}],
    ['S3_DENIED', 403, {code: 'AccessDenied'}],
    ['S3_FULL', 507, {code: 'XMinioStorageFull'}],
    ['S3_REFUSED', 400, {code: 'InvalidRequest', message: 'No such thing.'}],
    [
      'S3_LOCK_REFUSED',
      400,
      {code: 'InvalidRequest', message: 'Bucket is missing Object Lock Configuration'},
    ],
  ] as const)
    it(`${reaction.code} is ${code}, whatever was asked`, async () => {
      for (const operation of OPERATIONS.filter(one => one !== 'head')) {
        const error = await failure(operation, {status, ...reaction});
        assert.equal(error.code, code, `${operation}: ${error.message}`);
        assert.match(error.where ?? '', /^s3:\/\/b(?:\/|$)/);
        assert.equal(place().s3.uploads.size, 0, operation);
      }
    });

  it('with a status alone, as to HEAD, is told by it', async () => {
    for (const [status, code] of [
      [403, 'S3_DENIED'],
      [301, 'S3_REGION_WRONG'],
      [503, 'S3_UNAVAILABLE'],
      [400, 'S3_REFUSED'],
    ] as const)
      assert.equal((await failure('head', {status})).code, code, String(status));
    place().react('head', {status: 404});
    assert.equal(await place().store.head('there'), undefined);
  });

  it('says in words what it is, and nothing of what the SDK tells programmers', async () => {
    const told = async (operation: keyof typeof doing, reaction: Reaction) =>
      (await failure(operation, reaction)).message.replace(/127\.0\.0\.1:\d+/, 'S3');
    assert.equal(
      await told('list', {status: 403, text: '<html><h1>Forbidden</h1></html>', headers: HTML}),
      'http://S3 refuses s3://b: status 403.',
    );
    assert.equal(
      await told('get', {status: 502, text: 'Bad Gateway'}),
      'http://S3 does not do what it is asked, 3 times over: status 502.',
    );
    assert.equal(
      await told('put', {status: 503, code: 'SlowDown', message: 'Please reduce your request rate.'}),
      'http://S3 does not do what it is asked, 3 times over: SlowDown, Please reduce your request rate.',
    );
    assert.equal(
      await told('list', {status: 403, code: 'AccessDenied', message: 'Access Denied.'}),
      'http://S3 refuses s3://b: AccessDenied, Access Denied.',
    );
    assert.equal(
      await told('list', 'hangs'),
      'http://S3 does not answer: nothing came from it for too long.',
    );
  });

  for (const [what, reaction] of Object.entries<Reaction>({
    nothing: {status: 200},
    'a page to log in': {status: 200, text: '<html><body>Log in</body></html>', headers: HTML},
    'what is no XML': {status: 200, text: '{"ok": true}'},
  }))
    it(`is not taken for S3's where it is ${what}, and never for a success`, async () => {
      for (const operation of OPERATIONS) {
        const {code, message} = await failure(operation, reaction);
        // S3 itself may begin an answer to this, and then find that it cannot: it is asked again.
        const codes = operation === 'complete' ? ['S3_REFUSED', 'S3_UNAVAILABLE'] : ['S3_REFUSED'];
        assert.ok(codes.includes(code), `${operation}: ${code}: ${message}`);
        assert.equal(place().s3.uploads.size, 0, operation);
      }
      assert.deepEqual([...place().s3.objects.keys()], ['there']);
    });

  it('is asked for again after 500 and 503, and where it hangs up', async () => {
    for (const [index, operation] of OPERATIONS.entries()) {
      place().s3.objects.delete('small');
      place().s3.objects.delete('large');
      place().s3.asked.length = 0;
      const reaction =
        index % 2 === 0 ? {status: 500, code: 'InternalError'} : {status: 503, code: 'SlowDown'};
      place().react(operation, reaction, 1);
      await doing[operation]();
      assert.ok(place().s3.count(operation) > 1, operation);
      assert.equal(place().s3.uploads.size, 0, operation);
    }
  });

  it('may be an error behind a status of success, for who completes', async () => {
    place().react(
      'complete',
      {
        status: 200,
        text: '<Error><Code>InternalError</Code><Message>Try again.</Message></Error>',
      },
      1,
    );
    await doing.complete();
    assert.equal(place().s3.objects.get('large')?.content.length, LARGE.length);
  });
});

describe('where S3 is not to be asked', () => {
  it('nobody listens', async () => {
    await place().s3.stop();
    await assert.rejects(place().store.list(''), {
      code: 'S3_UNAVAILABLE',
      where: 's3://b',
      message: /^http:\/\/127\.0\.0\.1:\d+ does not answer: connect ECONNREFUSED/,
    });
    await assert.rejects(place().store.createFrom('x', flowing(content(9)), ORDER), {code: 'S3_UNAVAILABLE'});
    await place().s3.start();
  });
});

describe('a list', () => {
  const answering = (text: string) => {
    place().react('list', {status: 200, text: `<ListBucketResult><Name>b</Name>${text}</ListBucketResult>`});
  };

  it('that says there is more, and not where, is no list', async () => {
    answering('<IsTruncated>true</IsTruncated>');
    await assert.rejects(place().store.list(''), {code: 'S3_REFUSED'});
    answering('<IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken>');
    await assert.rejects(place().store.list(''), {code: 'S3_REFUSED'}, 'it goes round');
    place().react('uploads', {
      status: 200,
      text: '<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>true</IsTruncated></ListMultipartUploadsResult>',
    });
    await assert.rejects(place().store.unfinished(''), {code: 'S3_REFUSED'});
  });

  it('is empty where nothing is there', async () => {
    assert.deepEqual(await place().store.list('nothing/'), []);
    assert.deepEqual(await place().store.unfinished(''), []);
  });
});
