import type {Readable} from 'node:stream';
import {GetObjectCommand, type GetObjectCommandOutput} from '@aws-sdk/client-s3';
import {type ErrorCode, UserError} from '../../errors/userError.ts';
import {lettingGo} from '../letGo.ts';
import {freeingOnTheWay} from '../memory.ts';
import type {BucketClient} from './client.ts';
import {hostOf, placeOf} from './failures.ts';

/** How often one download may be cut off without a byte in between. */
const PATIENCE = 5;

type Get = (key: string, range?: {from: number; tag: string | undefined}) => Promise<GetObjectCommandOutput>;

export const gettingOf =
  ({bucket, s3, signal, asking}: BucketClient): Get =>
  (key, range) =>
    asking(key, () =>
      s3.send(
        new GetObjectCommand({
          Bucket: bucket.name,
          Key: key,
          ...(range && {Range: `bytes=${range.from}-`, IfMatch: range.tag}),
        }),
        {abortSignal: signal},
      ),
    );

/** An object as it comes; what is cut off is asked for on from there. */
export const download = (client: BucketClient, key: string): Readable => {
  const {bucket, signal} = client;
  const get = gettingOf(client);
  const open: {body?: Readable} = {};
  const freeing = freeingOnTheWay();
  const chunks = async function* (): AsyncGenerator<Buffer> {
    const first = await get(key);
    const {ETag: tag, ContentLength: size} = first;
    open.body = first.Body as Readable;
    if (size === undefined) throw refusal('S3_REFUSED', `${hostOf(bucket)} does not tell how large it is.`);
    let from = 0;
    for (let left = PATIENCE; from < size; left--) {
      const before = from;
      try {
        for await (const chunk of open.body) {
          from += (chunk as Buffer).length;
          freeing.passed((chunk as Buffer).length);
          yield chunk as Buffer;
        }
        if (from < size) throw new Error('the connection was closed in the middle');
      } catch (error) {
        signal.throwIfAborted();
        if (from > before) left = PATIENCE;
        if (left <= 1) throw cutOff(error, {from, size});
        open.body = (await goOn({from, tag})) as Readable;
      }
    }
  };
  /** What is to be read on from there, of the same object. */
  const goOn = async ({from, tag}: {from: number; tag: string | undefined}) => {
    try {
      const {Body, ContentRange = ''} = await get(key, {from, tag});
      if (ContentRange.startsWith(`bytes ${from}-`)) return Body;
      (Body as Readable).destroy();
    } catch (cause) {
      if (!(cause instanceof UserError && cause.code === 'BACKUP_EXISTS')) throw cause;
      throw refusal('BACKUP_BROKEN', 'It became another one while it was read.', {
        cause,
        remedy: 'Look at who else writes there, and read it again.',
      });
    }
    throw refusal('S3_REFUSED', `${hostOf(bucket)} does not go on with a download that was cut off.`);
  };
  const refusal = (code: ErrorCode, message: string, more: {cause?: unknown; remedy?: string} = {}) =>
    new UserError(code, message, {where: placeOf({bucket, key}), ...more});
  const cutOff = (cause: unknown, {from, size}: {from: number; size: number}) =>
    refusal('S3_UNAVAILABLE', `The download was cut off at ${from} of ${size} bytes, again and again.`, {
      cause,
    });
  return lettingGo(chunks(), () => {
    open.body?.destroy();
  });
};
