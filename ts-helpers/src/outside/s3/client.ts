import {S3Client} from '@aws-sdk/client-s3';
import type {Bucket} from '../../archive/bucket.ts';
import {s3Failure} from './failures.ts';
import {refuseStrangers} from './strangers.ts';

export interface BucketClient {
  bucket: Bucket;
  s3: S3Client;
  signal: AbortSignal;
  /** Does what is asked of the service, and translates what it refuses. `key`: of the object that it is about. */
  asking<T>(key: string | undefined, work: () => Promise<T>): Promise<T>;
}

/** How long the service is waited for, and how often it is asked. */
export interface Patience {
  /** For a connection to be made. */
  connectingMs: number;
  /** While nothing moves in one: a part of a large object may take as long as it takes. */
  silenceMs: number;
  /** 500, 503 and what hangs up are asked again, after a while that grows (standard mode of the SDK). */
  attempts: number;
}

const PATIENCE: Patience = {connectingMs: 10_000, silenceMs: 60_000, attempts: 5};

export const clientOf = (bucket: Bucket, signal: AbortSignal, patience: Partial<Patience>): BucketClient => {
  const {connectingMs, silenceMs, attempts} = {...PATIENCE, ...patience};
  const {
    region = bucket.endpoint === undefined ? undefined : 'us-east-1',
    endpoint,
    pathStyle,
    profile,
  } = bucket;
  const s3 = new S3Client({
    ...(region !== undefined && {region}),
    ...(profile !== undefined && {profile}),
    ...(endpoint !== undefined && {endpoint}),
    forcePathStyle: pathStyle ?? endpoint !== undefined,
    maxAttempts: attempts,
    requestHandler: {connectionTimeout: connectingMs, socketTimeout: silenceMs},
  });
  refuseStrangers(s3, bucket);
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
