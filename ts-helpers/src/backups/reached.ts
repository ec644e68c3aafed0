import {
  newestHistory,
  newestLog,
  newestSegment,
  type PointInTime,
  type Reached,
  walPrefix,
} from '../archive/pointInTime.ts';
import type {ObjectStore} from '../outside/s3.ts';

/** How far what is kept of servers whose every moment is kept reaches: four requests for each, however much is kept. */
export const reachedOf = (
  project: string,
  servers: readonly PointInTime[],
  store: Pick<ObjectStore, 'list' | 'folders'>,
): Promise<Reached[]> =>
  Promise.all(
    servers.map(async server => ({
      ...server,
      newest: await newestOf(walPrefix(project, server.stanza), store),
    })),
  );

const newestOf = async (
  prefix: string,
  {list, folders}: Pick<ObjectStore, 'list' | 'folders'>,
): Promise<Date | undefined> => {
  const history = newestHistory(await folders(prefix));
  if (history === undefined) return undefined;
  const log = newestLog(await folders(`${prefix}${history}/`));
  return log === undefined ? undefined : newestSegment(await list(`${prefix}${history}/${log}/`));
};
