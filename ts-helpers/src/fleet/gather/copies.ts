import {placeName} from '../../archive/copies.ts';
import {BACKUPS, prefixOf} from '../../archive/key.ts';
import type {Stored, Unfinished} from '../../archive/stored.ts';
import {isStop, UserError} from '../../errors/userError.ts';
import type {ObjectStore} from '../../outside/s3.ts';

type Asked = Pick<ObjectStore, 'bucket' | 'list' | 'folders' | 'unfinished' | 'isLockable' | 'head'>;

/** A bucket of copies that is looked into, until it does not let itself. */
export interface OpenCopies {
  store: Asked;
  place: string;
  projects: readonly string[];
  uploads: readonly Unfinished[];
  isLockable: boolean;
  /** Why it cannot be looked into: it is asked nothing more. */
  why?: string;
}

export const openCopies = async (store: Asked): Promise<OpenCopies> => {
  const open: OpenCopies = {
    store,
    place: placeName(store.bucket),
    projects: [],
    uploads: [],
    isLockable: true,
  };
  await asking(open, async () => {
    open.projects = await store.folders(BACKUPS);
    open.uploads = await store.unfinished(BACKUPS);
    open.isLockable = await store.isLockable();
  });
  return open;
};

export interface FoundCopies {
  open: OpenCopies;
  found: {place: string; objects: Stored[]; uploads: Unfinished[]; lockDays: number | undefined};
}

/** What there is of a project. Undefined where the bucket cannot be looked into. */
export const copiesIn = (open: OpenCopies, project: string): Promise<FoundCopies | undefined> =>
  asking(open, async () => ({
    open,
    found: {
      place: open.place,
      objects: await open.store.list(prefixOf(project)),
      uploads: open.uploads.filter(({key}) => key.startsWith(prefixOf(project))),
      lockDays: open.store.bucket.lock?.days,
    },
  }));

/** Undefined once the bucket cannot be looked into. */
export const asking = async <T>(open: OpenCopies, work: () => Promise<T>): Promise<T | undefined> => {
  if (open.why !== undefined) return undefined;
  try {
    return await work();
  } catch (error) {
    if (isStop(error) || !(error instanceof UserError)) throw error;
    open.why = error.message;
    return undefined;
  }
};
