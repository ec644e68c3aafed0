import {GetObjectCommand, HeadObjectCommand} from '@aws-sdk/client-s3';
import type {BucketClient} from './client.ts';

/** Metadata that tells who wrote an object. */
export const RUN = 'countable-run';

/** Whether the object of that key is of this run. Who may only write cannot know, and takes it for another's. */
export const isOurs = async (
  {bucket, s3, signal}: BucketClient,
  key: string,
  run: string,
): Promise<boolean> => {
  try {
    const {Metadata = {}} = await s3.send(new HeadObjectCommand({Bucket: bucket.name, Key: key}), {
      abortSignal: signal,
    });
    return Metadata[RUN] === run;
  } catch {
    signal.throwIfAborted();
    return false;
  }
};

/** Whether the object of that key is that text. Who may only write cannot know. */
export const isThere = async (
  {bucket, s3, signal}: BucketClient,
  key: string,
  text: string,
): Promise<boolean> => {
  try {
    const command = new GetObjectCommand({Bucket: bucket.name, Key: key});
    const {Body} = await s3.send(command, {abortSignal: signal});
    return (await Body?.transformToString()) === text;
  } catch {
    signal.throwIfAborted();
    return false;
  }
};
