import {
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type ListMultipartUploadsCommandOutput,
} from '@aws-sdk/client-s3';
import {UserError} from '../../errors/userError.ts';
import type {Bucket} from '../../archive/bucket.ts';
import type {Stored, Unfinished} from '../../archive/stored.ts';
import type {BucketClient} from './client.ts';
import {hostOf} from './failures.ts';

export interface Listing {
  /** All whose keys begin so, in the order of their keys. */
  list(prefix: string): Promise<Stored[]>;
  /** What stands between a prefix and the next `/`: `shop` of `backups/shop/…` for `backups/`. */
  folders(prefix: string): Promise<string[]>;
  /** All whose keys begin so, without another `/` behind. */
  directly(prefix: string): Promise<Stored[]>;
  unfinished(prefix: string): Promise<Unfinished[]>;
}

/** Half a list is worse than none: what is not in it would count as missing. */
const goesOnNowhere = (bucket: Bucket): UserError =>
  new UserError(
    'S3_REFUSED',
    `${hostOf(bucket)} says that there is more to its list, and not where that goes on.`,
    {
      where: `s3://${bucket.name}`,
    },
  );
/** Apart from the page that it was read out of, all of which would else stay in memory with it. */
const copied = (text: string): string => Buffer.from(text).toString();

export const listingOf = ({bucket, s3, signal, asking}: BucketClient): Listing => {
  const pages = async function* (prefix: string, delimiter?: string) {
    let token: string | undefined;
    do {
      const page = await asking(undefined, () =>
        s3.send(
          new ListObjectsV2Command({
            Bucket: bucket.name,
            Prefix: prefix,
            ...(delimiter && {Delimiter: delimiter}),
            ...(token && {ContinuationToken: token}),
          }),
          {abortSignal: signal},
        ),
      );
      yield page;
      if (page.IsTruncated && (page.NextContinuationToken ?? token) === token) throw goesOnNowhere(bucket);
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  };
  const objects = async (prefix: string, delimiter?: string): Promise<Stored[]> => {
    const found: Stored[] = [];
    for await (const {Contents = []} of pages(prefix, delimiter))
      for (const {Key, Size = 0, LastModified} of Contents)
        if (Key !== undefined)
          found.push({key: copied(Key), size: Size, modifiedAt: LastModified ?? new Date(0)});
    return found;
  };
  return {
    list: prefix => objects(prefix),

    directly: prefix => objects(prefix, '/'),

    async folders(prefix) {
      const found: string[] = [];
      for await (const {CommonPrefixes = []} of pages(prefix, '/'))
        for (const {Prefix = ''} of CommonPrefixes) found.push(Prefix.slice(prefix.length, -1));
      return found;
    },

    async unfinished(prefix) {
      const found: Unfinished[] = [];
      let next: {KeyMarker?: string; UploadIdMarker?: string} | undefined = {};
      while (next !== undefined) {
        const markers: {KeyMarker?: string; UploadIdMarker?: string} = next;
        const page: ListMultipartUploadsCommandOutput = await asking(undefined, () =>
          s3.send(new ListMultipartUploadsCommand({Bucket: bucket.name, Prefix: prefix, ...markers}), {
            abortSignal: signal,
          }),
        );
        for (const {Key, UploadId, Initiated} of page.Uploads ?? [])
          if (Key !== undefined && UploadId !== undefined)
            found.push({key: Key, id: UploadId, begunAt: Initiated ?? new Date(0)});
        const {NextKeyMarker: after, NextUploadIdMarker: upload} = page;
        if (
          page.IsTruncated &&
          (!after || (after === markers.KeyMarker && upload === markers.UploadIdMarker))
        )
          throw goesOnNowhere(bucket);
        next = page.IsTruncated
          ? {...(after && {KeyMarker: after}), ...(upload && {UploadIdMarker: upload})}
          : undefined;
      }
      return found;
    },
  };
};
