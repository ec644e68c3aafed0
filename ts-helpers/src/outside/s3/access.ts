import type {Bucket} from '../../archive/bucket.ts';
import {clientOf} from './client.ts';

/** What another program has to be given to reach a bucket as we do. */
export interface S3Access {
  region: string;
  /** Those of this machine's own role, which it can ask for by itself; or those that are given. */
  credentials: 'of the machine' | {keyId: string; secret: string};
  /** They end by themselves, and nobody can renew them for it. */
  isPassing: boolean;
}

/** As the SDK finds it. Throws S3_CREDENTIALS and S3_REGION_WRONG. */
export const readAccess = (bucket: Bucket, signal: AbortSignal): Promise<S3Access> => {
  const {s3, asking} = clientOf(bucket, signal, {});
  return asking(undefined, async () => {
    const region = await s3.config.region();
    const found = await s3.config.credentials();
    const {accessKeyId, secretAccessKey, sessionToken} = found;
    // Of all places that the SDK looks in it tells by itself, but not of the role of a machine.
    const {$source = {}} = found as {$source?: object};
    if (sessionToken !== undefined && Object.keys($source).length === 0)
      return {region, credentials: 'of the machine', isPassing: false};
    return {
      region,
      credentials: {keyId: accessKeyId, secret: secretAccessKey},
      isPassing: sessionToken !== undefined,
    };
  });
};
