import type {Bucket} from '../archive/bucket.ts';
import {clientOf, type Patience} from './s3/client.ts';
import {type Creating, creatingOf} from './s3/creating.ts';
import {type Listing, listingOf} from './s3/listing.ts';
import {type Reading, readingOf} from './s3/reading.ts';
import {type Removing, removingOf} from './s3/removing.ts';

export {readAccess, type S3Access} from './s3/access.ts';
export {NOTHING} from './s3/creating.ts';
export type {Bucket} from '../archive/bucket.ts';

/**
 * A bucket of S3, or of a server that speaks it (https://docs.aws.amazon.com/AmazonS3/latest/API/). Translates; never
 * chooses. Throws what `s3/failures.ts` makes of the service's answers, and the reason of the signal once it is aborted.
 */
export interface ObjectStore extends Creating, Listing, Reading, Removing {
  bucket: Bucket;
}

export const createObjectStore = (
  bucket: Bucket,
  signal: AbortSignal,
  patience: Partial<Patience> = {},
): ObjectStore => {
  const client = clientOf(bucket, signal, patience);
  return {
    bucket,
    ...creatingOf(client),
    ...listingOf(client),
    ...readingOf(client),
    ...removingOf(client),
  };
};
