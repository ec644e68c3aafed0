import {copyStateOf, placeName} from '../archive/copies.ts';
import {inventoryOf, type KeptArchive} from '../archive/inventory.ts';
import {prefixOf} from '../archive/key.ts';
import {isStop, UserError} from '../errors/userError.ts';
import type {ObjectStore} from '../outside/s3.ts';

export type CopyStore = Pick<ObjectStore, 'bucket' | 'list'>;

/** Looks for copies; a bucket that does not let itself be looked into is asked once. */
export interface CopyLook {
  /** In which buckets there is a whole copy of an archive of the project. */
  of(project: string): Promise<(archive: KeptArchive) => string[]>;
  unseen(): {place: string; why: string}[];
}

export const copyLook = (copies: readonly CopyStore[]): CopyLook => {
  const unseen = new Map<string, string>();
  const listed = async ({bucket, list}: CopyStore, project: string) => {
    const place = placeName(bucket);
    if (unseen.has(place)) return {place, copied: []};
    try {
      return {place, copied: inventoryOf(project, await list(prefixOf(project))).archives};
    } catch (error) {
      if (isStop(error) || !(error instanceof UserError)) throw error;
      unseen.set(place, error.message);
      return {place, copied: []};
    }
  };
  return {
    async of(project) {
      const places = await Promise.all(copies.map(one => listed(one, project)));
      return archive =>
        places.filter(({copied}) => copyStateOf(archive, copied) === 'whole').map(({place}) => place);
    },
    unseen: () => [...unseen].map(([place, why]) => ({place, why})),
  };
};
