import * as z from 'zod/mini';
import {defined} from '../fragment.ts';
import {described, text} from '../keys.ts';

/** Where archives of older scripts lie. */
export interface OlderPlace {
  /** Default: the bucket of backups. */
  bucket?: string;
  /** Default: that of backups. */
  region?: string;
  /** What stands before the names of projects. */
  prefix: string;
}

const place = z.strictObject({
  bucket: described(text, 'Default: the bucket of backups.'),
  region: described(text, 'Region of that bucket. Default: that of backups.'),
  prefix: described(
    z.string({error: 'must be a text'}),
    'What stands before the names of projects in keys. Default: nothing.',
  ),
});

export const older = described(
  z.array(place),
  'Where older scripts left archives. They are listed, can be verified, never count as proven, and are never deleted.',
  [{bucket: 'example-old', prefix: 'backups/'}],
);

export const olderPlaces = (said: z.output<typeof older> = []): OlderPlace[] =>
  said.map(({prefix = '', bucket, region}) => ({prefix, ...defined({bucket, region})}));
