import {AbortMultipartUploadCommand, DeleteObjectCommand} from '@aws-sdk/client-s3';
import {UserError} from '../../errors/userError.ts';
import type {BucketClient} from './client.ts';
import type {Unfinished} from '../../archive/stored.ts';

export interface Removing {
  /** One that is gone is as it was to be. Throws S3_DENIED for one that is locked. */
  remove(key: string): Promise<void>;
  /** Removes the parts of an upload that nobody goes on with. */
  abandon(upload: Unfinished): Promise<void>;
}

export const removingOf = ({bucket, s3, signal, asking}: BucketClient): Removing => ({
  async remove(key) {
    await asking(key, () =>
      s3.send(new DeleteObjectCommand({Bucket: bucket.name, Key: key}), {abortSignal: signal}),
    );
  },

  async abandon({key, id}) {
    try {
      await asking(key, () =>
        s3.send(new AbortMultipartUploadCommand({Bucket: bucket.name, Key: key, UploadId: id}), {
          abortSignal: signal,
        }),
      );
    } catch (error) {
      if (!(error instanceof UserError && error.code === 'S3_UPLOAD_GONE')) throw error;
    }
  },
});
