import {AbortMultipartUploadCommand} from '@aws-sdk/client-s3';
import {UserError} from '../../errors/userError.ts';
import type {BucketClient} from './client.ts';
import {s3Failure} from './failures.ts';

/** So long it may take once the verb is to end. */
const LAST_MS = 5_000;

/** The failure of an upload, once its parts are removed; where they could not be, it says so. */
export const withoutParts = async (
  error: unknown,
  {key, id}: {key: string; id: string | undefined},
  {bucket, s3, signal}: BucketClient,
): Promise<unknown> => {
  if (id === undefined) return error;
  try {
    const command = new AbortMultipartUploadCommand({Bucket: bucket.name, Key: key, UploadId: id});
    await s3.send(command, signal.aborted ? {abortSignal: AbortSignal.timeout(LAST_MS)} : {});
  } catch (cause) {
    const why = s3Failure(cause, {bucket, key});
    if (isCode(why, 'S3_UPLOAD_GONE') || !(error instanceof UserError)) return error;
    const {code, message, where, remedy} = error;
    const said = why instanceof Error ? why.message : String(why);
    return new UserError(code, `${message} Its parts stay there: ${said}`, {
      ...(where !== undefined && {where}),
      remedy,
      cause: error,
    });
  }
  return error;
};

const isCode = (error: unknown, code: string): boolean => error instanceof UserError && error.code === code;
