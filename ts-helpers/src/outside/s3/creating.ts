import type {Readable} from 'node:stream';
import {type ObjectLockMode, PutObjectCommand, type S3Client, type StorageClass} from '@aws-sdk/client-s3';
import {Upload} from '@aws-sdk/lib-storage';
import {DAY_MS} from '../../archive/stored.ts';
import {UserError} from '../../errors/userError.ts';
import type {Bucket} from '../../archive/bucket.ts';
import type {BucketClient} from './client.ts';
import {isOurs, isThere, RUN} from './ours.ts';
import {withoutParts} from './parts.ts';

export interface CreateOrder {
  /** ASCII: it travels in headers. */
  metadata?: Readonly<Record<string, string>>;
  contentType?: string;
  /** When its lock begins to count. */
  now: Date;
}

export interface StreamOrder extends CreateOrder {
  /** What the object will be at most, bytes: S3 takes 10,000 parts, and each is kept in memory. */
  expectedBytes: number;
  /** Tells this attempt from all others. */
  run: string;
  /** Told of the upload, by which it can be abandoned, once it has begun. Small objects have none. */
  begun?: (uploadId: string) => void;
}

/** Nothing is ever written over. Throws BACKUP_EXISTS where there is an object of that key. */
export interface Creating {
  /**
   * An object out of a stream, in parts; it is there once the stream has come to its end, whole. What fails before leaves
   * nothing: parts that are there are removed. Resolves to its bytes.
   */
  createFrom(key: string, body: Readable, order: StreamOrder): Promise<{size: number}>;
  create(key: string, text: string, order: CreateOrder): Promise<void>;
  /** What is written over; with `over` only what was read with that tag, or where there is NOTHING (BACKUP_EXISTS). */
  replace(key: string, text: string, over?: string): Promise<void>;
}

/** No tag: those of S3 are quoted. */
export const NOTHING = 'nothing';

/** Least that S3 takes; and what is in memory at once, with what is being read. */
const LEAST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 9_000;
const AT_ONCE = 2;

export const creatingOf = (client: BucketClient): Creating => {
  const {bucket, s3, signal, asking} = client;
  const put = (key: string, text: string, order: object) =>
    asking(key, () =>
      s3.send(
        new PutObjectCommand({
          Bucket: bucket.name,
          Key: key,
          Body: text,
          ChecksumAlgorithm: 'CRC32',
          ...order,
        }),
        {abortSignal: signal},
      ),
    );
  return {
    async createFrom(key, body, {expectedBytes, run, begun, ...order}) {
      const stop = new AbortController();
      const upload = new Upload({
        client: endingBody(s3, body),
        abortController: stop,
        // It would tell why these could not be removed, instead of why there is no object.
        leavePartsOnError: true,
        queueSize: AT_ONCE,
        partSize: Math.max(LEAST_PART, Math.ceil(expectedBytes / MOST_PARTS)),
        params: {
          Bucket: bucket.name,
          Key: key,
          Body: body,
          ...paramsOf(bucket, {...order, metadata: {...order.metadata, [RUN]: run}}),
        },
      });
      const progress = following(upload, begun);
      const ending = endingWith(body, {signal, stop});
      try {
        await asking(key, () => upload.done());
        return progress;
      } catch (error) {
        // A success whose answer was lost is asked for again by the SDK, and then in its own way.
        if (isAnsweredTwice(error) && (await isOurs(client, key, run))) return progress;
        throw await withoutParts(error, {key, id: upload.uploadId}, client);
      } finally {
        ending.forget();
      }
    },

    async create(key, text, order) {
      try {
        await put(key, text, paramsOf(bucket, order));
      } catch (error) {
        if (!(isAnsweredTwice(error) && (await isThere(client, key, text)))) throw error;
      }
    },

    async replace(key, text, over) {
      const condition = over === NOTHING ? {IfNoneMatch: '*'} : {IfMatch: over};
      const order = {ContentType: 'application/json', ...sealing(bucket)};
      await put(key, text, {...order, ...(over !== undefined && condition)});
    },
  };
};

/** A part that is refused ends the whole at once, and not with the next bytes, for which a dump may take long. */
const endingBody = (s3: S3Client, body: Readable): S3Client =>
  ({
    config: s3.config,
    async send(command: Parameters<S3Client['send']>[0]) {
      try {
        return await s3.send(command);
      } catch (error) {
        body.destroy(error as Error);
        throw error;
      }
    },
  }) as S3Client;

const following = (upload: Upload, begun: StreamOrder['begun']): {size: number} => {
  const progress = {size: 0};
  let isTold = false;
  upload.on('httpUploadProgress', ({loaded = 0}) => {
    progress.size = Math.max(progress.size, loaded);
    if (isTold || upload.uploadId === undefined) return;
    isTold = true;
    begun?.(upload.uploadId);
  });
  return progress;
};

/** So long the parts that are on their way may take, so that they are removed, when the verb is to end. */
const LAST_MS = 5_000;

/** A stream that fails makes the upload clean up before it fails; being aborted it would not wait for that. */
const endingWith = (body: Readable, {signal, stop}: {signal: AbortSignal; stop: AbortController}) => {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    body.destroy(signal.reason as Error);
    timer = setTimeout(() => {
      stop.abort();
    }, LAST_MS);
  };
  signal.addEventListener('abort', end, {once: true});
  return {
    forget() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    },
  };
};

const isAnsweredTwice = (error: unknown): boolean =>
  error instanceof UserError && (error.code === 'BACKUP_EXISTS' || error.code === 'S3_UPLOAD_GONE');

const paramsOf = (bucket: Bucket, {metadata = {}, contentType, now}: CreateOrder) => ({
  IfNoneMatch: '*',
  ChecksumAlgorithm: 'CRC32' as const,
  Metadata: {...metadata},
  ...(contentType !== undefined && {ContentType: contentType}),
  ...sealing(bucket),
  ...(bucket.storageClass !== undefined && {StorageClass: bucket.storageClass as StorageClass}),
  ...(bucket.lock !== undefined && {
    ObjectLockMode: bucket.lock.mode as ObjectLockMode,
    ObjectLockRetainUntilDate: new Date(now.getTime() + bucket.lock.days * DAY_MS),
  }),
});

const sealing = ({encryption}: Bucket) => {
  if (encryption === undefined) return {};
  if (encryption === 'AES256') return {ServerSideEncryption: 'AES256' as const};
  return {ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: encryption};
};
