import type {Readable} from 'node:stream';
import {GetObjectLockConfigurationCommand, HeadObjectCommand} from '@aws-sdk/client-s3';
import {UserError} from '../../errors/userError.ts';
import type {BucketClient} from './client.ts';
import {download, gettingOf} from './download.ts';

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
  /** With what tells it from another one of its key. Undefined where there is none. */
  readTagged(key: string): Promise<{text: string; tag: string | undefined} | undefined>;
  /** As it comes. What is cut off is asked for on from there, of the same object: what ends well is all of it. */
  read(key: string): Readable;
}

export const readingOf = (client: BucketClient): Reading => {
  const {bucket, s3, signal, asking} = client;
  const get = gettingOf(client);
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
    readTagged: key =>
      missingAsNone(async () => {
        const {Body, ETag: tag} = await get(key);
        return {text: (await Body?.transformToString()) ?? '', tag};
      }),
    read: key => download(client, key),
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
