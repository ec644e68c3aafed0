import type {KeptArchive} from './inventory.ts';
import {archiveNameIn} from './key.ts';
import {DAY_MS, HOUR_MS} from './stored.ts';

type Dated = Pick<KeptArchive, 'key' | 'modifiedAt'>;

/**
 * Where what an archive is called and when S3 has got it do not go together. `ahead`: it was called so by a host whose clock was
 * wrong. `behind`: by such a host too, or it was copied there later.
 */
export const misdated = ({key, modifiedAt}: Dated): 'ahead' | 'behind' | undefined => {
  const late = modifiedAt.getTime() - (archiveNameIn(key)?.at ?? modifiedAt).getTime();
  // S3 takes nothing from a clock that is further away than 15 minutes.
  if (late < -HOUR_MS) return 'ahead';
  return late > DAY_MS ? 'behind' : undefined;
};

/** When there was a backup, as far as that is known: of a name that cannot be right S3 tells. */
export const madeAt = (archive: Dated & Pick<KeptArchive, 'at'>): Date =>
  misdated(archive) === undefined ? archive.at : archive.modifiedAt;
