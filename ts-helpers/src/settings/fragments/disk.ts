import * as z from 'zod/mini';
import {defineSettings} from '../fragment.ts';
import {described} from '../keys.ts';

export interface DiskSettings {
  /** Gigabytes. */
  free: number;
}

const keys = {
  disk: described(
    z.strictObject({
      free: described(
        z.number('must be a number of gigabytes').check(z.nonnegative('must not be negative')),
        'Gigabytes that have to be free where Docker and deploys store things, before anything is built or pulled; a tenth of the disk at most. With 0 nothing is checked. Default: 2.',
      ),
    }),
    'What a build is to find free on the disks of its machine.',
    {free: 10},
  ),
};

export const disk = defineSettings({
  project: keys,
  organisation: keys,
  settle: ({organisation, own, given}): {disk: DiskSettings} => ({
    disk: {free: given.disk?.free ?? own.disk?.free ?? organisation.disk?.free ?? 2},
  }),
});
