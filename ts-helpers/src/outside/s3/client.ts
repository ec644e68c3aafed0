import {S3Client} from '@aws-sdk/client-s3';
import type {Bucket} from './bucket.ts';
import {s3Failure} from './failures.ts';

export interface BucketClient {
  bucket: Bucket;
  s3: S3Client;
  signal: AbortSignal;
  /** Does what is asked of the service, and translates what it refuses. `key`: of the object that it is about. */
  asking<T>(key: string | undefined, work: () => Promise<T>): Promise<T>;
}

/** A connection that cannot be made, and one in which nothing moves, milliseconds. */
const CONNECTING_MS = 10_000;
const SILENCE_MS = 60_000;
/** Each: 500, 503 and what hangs up are asked again, after a while that grows (standard mode of the SDK). */
const ATTEMPTS = 5;

export const clientOf = (bucket: Bucket, signal: AbortSignal): BucketClient => {
  const {region = bucket.endpoint === undefined ? undefined : 'us-east-1', endpoint, pathStyle} = bucket;
  const s3 = new S3Client({
    ...(region !== undefined && {region}),
    ...(endpoint !== undefined && {endpoint}),
    forcePathStyle: pathStyle ?? endpoint !== undefined,
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTING_MS,
      requestTimeout: SILENCE_MS,
      throwOnRequestTimeout: true,
    },
  });
  return {
    bucket,
    s3,
    signal,
    async asking(key, work) {
      signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        signal.throwIfAborted();
        throw s3Failure(error, {bucket, key});
      }
    },
  };
};
