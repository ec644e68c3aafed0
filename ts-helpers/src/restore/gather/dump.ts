import path from 'node:path';
import type {Readable} from 'node:stream';
import {couldName} from '../../archive/at.ts';
import {firstDump, type OpenNeeds} from '../../dumps/open.ts';
import type {OlderStore} from '../../dumps/olderPlaces.ts';
import {UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {GivenFile, GivenFiles} from '../../outside/givenFiles.ts';
import type {ObjectStore} from '../../outside/s3.ts';
import {LATEST} from '../../verify/choice.ts';
import {chooseOlder} from '../../verify/olderChoice.ts';
import type {DumpSource} from '../plan.ts';

export interface DumpGatherNeeds extends OpenNeeds {
  givenFiles: GivenFiles;
  /** Where older scripts left archives. */
  older: readonly OlderStore<ObjectStore>[];
  store: Pick<ObjectStore, 'list'>;
  clock: Pick<Clock, 'now'>;
}

/** A dump, and how it is read: once. */
export interface FoundDump {
  source: DumpSource;
  read(): Promise<Readable>;
}

interface Wanted {
  project: string;
  part: string | undefined;
  at: string | undefined;
  /** In which names of files are. */
  from: string;
}

const STANDARD_INPUT = '-';

/** Undefined where what is named is no file. Throws BAD_ARGUMENT, NOT_READABLE, and what opening it throws. */
export const givenDump = async (
  {at, from}: Pick<Wanted, 'at' | 'from'>,
  needs: Omit<DumpGatherNeeds, 'store' | 'older'>,
): Promise<FoundDump | undefined> => {
  const {givenFiles, clock} = needs;
  if (at === undefined) return undefined;
  if (at === STANDARD_INPUT) {
    const source = {bucket: undefined, key: at, at: clock.now(), size: undefined, layers: []};
    return {source, read: () => Promise.resolve(givenFiles.standardInput())};
  }
  if (isTime(at)) return undefined;
  const file = await givenFiles.look(path.resolve(from, at));
  if (file !== undefined) return fileDump(file, needs);
  if (!isPath(at)) return undefined;
  throw new UserError('BAD_ARGUMENT', `There is no file ${at}.`, {
    where: '--at',
    remedy: 'Name one that is there, or - for what is piped in.',
  });
};

/** It names an archive, whatever is called so in the folder. */
const isTime = (at: string): boolean => at === LATEST || (couldName(at) && !/[./]/.test(at));

/** What can be nothing else: keys of buckets begin with no dot and no slash. */
const isPath = (at: string): boolean => /^(?:\/|\.{1,2}\/)/.test(at);

const fileDump = async (file: GivenFile, needs: Pick<DumpGatherNeeds, 'givenFiles' | keyof OpenNeeds>) => {
  const read = () => needs.givenFiles.read(file);
  const first = await firstDump(await read(), needs);
  const source = {
    bucket: undefined,
    key: file.path,
    at: file.modifiedAt,
    size: file.isFolder ? undefined : file.size,
    layers: first?.layers ?? [],
    ...(first && {content: first.content}),
  };
  return {source, read};
};

/** What an older script left, where that is named and is none of ours. */
export const olderDump = async (
  {project, part, at}: Wanted,
  needs: Pick<DumpGatherNeeds, 'older' | 'store'>,
): Promise<FoundDump | undefined> => {
  const chosen = at === undefined ? undefined : await chooseOlder({project, part, at}, needs);
  if (chosen === undefined) return undefined;
  const {archive, store} = chosen;
  const {key, size, at: made} = archive;
  const source = {bucket: store.bucket.name, key, at: made, size, layers: []};
  return {source, read: () => Promise.resolve(store.read(key))};
};
