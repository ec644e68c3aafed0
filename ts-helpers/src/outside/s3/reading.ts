import type {Readable} from 'node:stream';
import {GetObjectCommand, GetObjectLockConfigurationCommand, HeadObjectCommand} from '@aws-sdk/client-s3';
import {type ErrorCode, UserError} from '../../errors/userError.ts';
import {lettingGo} from '../letGo.ts';
import type {BucketClient} from './client.ts';
import {hostOf, placeOf} from './failures.ts';

export interface ObjectHead {
  /** Bytes. */
  size: number;
  modifiedAt: Date;
  metadata: Readonly<Record<string, string>>;
  storageClass?: string;
  /** Nobody can delete it until then; as far as these credentials may know. */
  lockedUntil?: Date;
  /** Somebody holds it, without end. */
  isHeld?: true;
}

export interface Reading {
  /** Whether objects of the bucket can be locked at all; who may not know has to take it that they can. */
  isLockable(): Promise<boolean>;
  /** Undefined where there is none. */
  head(key: string): Promise<ObjectHead | undefined>;
  /** Undefined where there is none. */
  readText(key: string): Promise<string | undefined>;
  /** As it comes. What is cut off is asked for on from there, of the same object: what ends well is all of it. */
  read(key: string): Readable;
}

/** How often one download may be cut off without a byte in between. */
const PATIENCE = 5;

export const readingOf = ({bucket, s3, signal, asking}: BucketClient): Reading => {
  const get = (key: string, range?: {from: number; tag: string | undefined}) =>
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
  const chunks = async function* (key: string, open: {body?: Readable}): AsyncGenerator<Buffer> {
    const first = await get(key);
    const {ETag: tag, ContentLength: size} = first;
    open.body = first.Body as Readable;
    if (size === undefined)
      throw refusal('S3_REFUSED', `${hostOf(bucket)} does not tell how large it is.`, {key});
    let from = 0;
    for (let left = PATIENCE; from < size; left--) {
      const before = from;
      try {
        for await (const chunk of open.body) {
          from += (chunk as Buffer).length;
          yield chunk as Buffer;
        }
        if (from < size) throw new Error('the connection was closed in the middle');
      } catch (error) {
        signal.throwIfAborted();
        if (from > before) left = PATIENCE;
        if (left <= 1) throw cutOff(error, {key, from, size});
        open.body = (await goOn(key, {from, tag})) as Readable;
      }
    }
  };
  /** What is to be read on from there, of the same object. */
  const goOn = async (key: string, {from, tag}: {from: number; tag: string | undefined}) => {
    try {
      const {Body, ContentRange = ''} = await get(key, {from, tag});
      if (ContentRange.startsWith(`bytes ${from}-`)) return Body;
      (Body as Readable).destroy();
    } catch (cause) {
      if (!(cause instanceof UserError && cause.code === 'BACKUP_EXISTS')) throw cause;
      throw refusal('BACKUP_BROKEN', 'It became another one while it was read.', {
        key,
        cause,
        remedy: 'Look at who else writes there, and read it again.',
      });
    }
    throw refusal('S3_REFUSED', `${hostOf(bucket)} does not go on with a download that was cut off.`, {key});
  };
  const refusal = (
    code: ErrorCode,
    message: string,
    {key, ...more}: {key: string; cause?: unknown; remedy?: string},
  ) => new UserError(code, message, {where: placeOf({bucket, key}), ...more});
  const cutOff = (cause: unknown, {key, from, size}: {key: string; from: number; size: number}) =>
    refusal('S3_UNAVAILABLE', `The download was cut off at ${from} of ${size} bytes, again and again.`, {
      key,
      cause,
    });
  return {
    async isLockable() {
      try {
        const asked = new GetObjectLockConfigurationCommand({Bucket: bucket.name});
        const {ObjectLockConfiguration: found} = await asking(undefined, () =>
          s3.send(asked, {abortSignal: signal}),
        );
        return found?.ObjectLockEnabled === 'Enabled';
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        // Other servers may know nothing of locks, and then nothing is locked.
        if (['S3_LOCK_REFUSED', 'S3_REFUSED', 'BACKUP_MISSING'].includes(error.code)) return false;
        if (error.code === 'S3_DENIED') return true;
        throw error;
      }
    },
    head: key =>
      missingAsNone(async () => {
        const {
          ContentLength: size = 0,
          LastModified,
          Metadata: metadata = {},
          StorageClass,
          ObjectLockRetainUntilDate: lockedUntil,
          ObjectLockLegalHoldStatus: hold,
        } = await asking(key, () =>
          s3.send(new HeadObjectCommand({Bucket: bucket.name, Key: key}), {abortSignal: signal}),
        );
        return {
          size,
          modifiedAt: LastModified ?? new Date(0),
          metadata,
          ...(StorageClass && {storageClass: StorageClass}),
          ...(lockedUntil && {lockedUntil}),
          ...(hold === 'ON' && {isHeld: true as const}),
        };
      }),
    readText: key => missingAsNone(async () => (await get(key)).Body?.transformToString() ?? ''),
    read(key) {
      const open: {body?: Readable} = {};
      return lettingGo(chunks(key, open), () => {
        open.body?.destroy();
      });
    },
  };
};

const missingAsNone = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError && error.code === 'BACKUP_MISSING') return undefined;
    throw error;
  }
};
