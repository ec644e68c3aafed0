import type {Swap} from '../plan.ts';
import {type DatabaseNeeds, dropDatabases} from './databases.ts';
import {type FolderNeeds, type OpenFolders, removeLoaded} from './folders.ts';

/** What was loaded beside what is used, as far as it is there. */
export const unload = async (
  {servers, folders}: Pick<Swap, 'servers' | 'folders'>,
  {open, needs}: {open: OpenFolders; needs: Pick<DatabaseNeeds, 'pipes'> & FolderNeeds},
): Promise<void> => {
  for (const server of servers)
    await dropDatabases(
      server,
      server.loads.map(({as}) => as),
      needs,
    );
  for (const folder of folders) await removeLoaded(folder, {open, needs});
};
