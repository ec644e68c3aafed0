import type {S3Client} from '@aws-sdk/client-s3';
import {UserError} from '../../errors/userError.ts';
import type {Bucket} from '../../archive/bucket.ts';
import {hostOf} from './failures.ts';

/** What no answer of S3 is without, by what was asked: a page to log in, or an empty one, would pass for a success. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  PutObjectCommand: ['ETag'],
  CreateMultipartUploadCommand: ['UploadId'],
  UploadPartCommand: ['ETag'],
  CompleteMultipartUploadCommand: ['ETag', 'Location'],
  HeadObjectCommand: ['ETag'],
  GetObjectCommand: ['ETag'],
  ListObjectsV2Command: ['Name', 'KeyCount'],
  ListMultipartUploadsCommand: ['Bucket', 'UploadIdMarker'],
};

/** Throws S3_REFUSED where something answers that is not S3: a proxy, a page. */
export const refuseStrangers = (s3: S3Client, bucket: Bucket): void => {
  s3.middlewareStack.add(
    (next, {commandName = ''}) =>
      async args => {
        const answer = await next(args);
        const output = answer.output as unknown as Record<string, unknown>;
        const signs = SIGNS[commandName] ?? [];
        if (signs.length === 0 || signs.some(sign => output[sign] !== undefined)) return answer;
        throw new UserError(
          'S3_REFUSED',
          `${hostOf(bucket)} answers, but not as S3 does: there is no ${signs[0]} in its answer.`,
          {where: `s3://${bucket.name}`, remedy: REMEDY},
        );
      },
    {step: 'initialize', name: 'refuseStrangers'},
  );
};

const REMEDY =
  "Compare `backup: {endpoint}` in the organisation's file with the address of the service; look for a proxy on the way to it.";
