import {UserError} from '../../errors/userError.ts';
import {isOfServer, reversed, type Swap} from '../plan.ts';
import {isLoading} from '../../archive/nameBeside.ts';
import type {Stored} from './stored.ts';
import {compareLoaded, type DatabaseNeeds, dropDatabases, namesOn, renameDatabases} from './databases.ts';
import {
  compareFolder,
  folderLabel,
  type FolderNeeds,
  openFolders,
  type OpenFolders,
  returning,
  swapFolder,
} from './folders.ts';
import {type Clone, type CloneNeeds, compareClones, removeClones} from './clones.ts';
import {unload} from './unload.ts';
import {endServers, type ServerFacts, startServers} from './servers.ts';

export type PlacesNeeds = Omit<DatabaseNeeds & FolderNeeds & CloneNeeds, 'docker' | 'clock'> & {
  docker: FolderNeeds['docker'] & CloneNeeds['docker'];
  clock: DatabaseNeeds['clock'] & CloneNeeds['clock'];
};

/** Databases and folders that trade places. */
export interface Places {
  open: OpenFolders;
  /** Throw-away servers on the folders of servers. */
  startServers(facts: ServerFacts): Promise<readonly Clone[]>;
  /** Throws RESTORE_FAILED where what was loaded is not what was stored. */
  compare(stored: Stored): Promise<void>;
  swap(): Promise<void>;
  /** What was traded so far. */
  swapBack(): Promise<void>;
  unload(): Promise<void>;
  /** Removes what loaders of killed restores have made since: some outlive the process that began them. */
  sweep(): Promise<void>;
}

export const inPlaces = <T>(
  {servers, folders}: Pick<Swap, 'servers' | 'folders'>,
  {composeProject, needs}: {composeProject: string; needs: PlacesNeeds},
  work: (places: Places) => Promise<T>,
): Promise<T> =>
  openFolders(folders, {label: folderLabel(composeProject), needs}, open => {
    const undo: (() => Promise<void>)[] = [];
    let clones: readonly Clone[] = [];
    return work({
      open,
      async startServers(facts) {
        clones = await startServers(folders, facts, {open, needs});
        return clones;
      },
      async compare(stored) {
        await compareAll({servers, folders, clones}, stored, {open, needs});
        await endServers(clones, composeProject, {open, needs});
      },
      async swap() {
        for (const server of servers) {
          await renameDatabases(server, server.renames, needs);
          undo.push(() => renameDatabases(server, reversed(server.renames), needs));
        }
        for (const folder of folders) {
          undo.push(() => swapFolder(returning(folder), {open, needs}));
          await swapFolder(folder, {open, needs});
        }
      },
      async swapBack() {
        for (const one of undo.toReversed()) await one();
      },
      async unload() {
        await removeClones(composeProject, needs);
        await unload({servers, folders}, {open, needs});
      },
      async sweep() {
        for (const server of servers) await sweepServer(server, needs);
      },
    });
  });

const compareAll = async (
  {servers, folders, clones}: Pick<Swap, 'servers' | 'folders'> & {clones: readonly Clone[]},
  stored: Stored,
  {open, needs}: {open: OpenFolders; needs: PlacesNeeds},
): Promise<void> => {
  const all: string[] = [];
  for (const server of servers) all.push(...(await compareLoaded(server, stored, needs)));
  for (const folder of folders)
    if (!isOfServer(folder)) all.push(...(await compareFolder(folder, stored, {open, needs})));
  all.push(...(await compareClones(clones, stored.servers)));
  if (all[0] === undefined) return;
  const more = all.length === 1 ? '' : `; and ${all.length - 1} more`;
  throw new UserError('RESTORE_FAILED', `What was loaded is not what was stored: ${all[0]}${more}.`, {
    evidence: {log: {source: 'restore', lines: all}},
  });
};

const sweepServer = async (server: Swap['servers'][number], needs: PlacesNeeds): Promise<void> => {
  const own = server.loads.map(({as}) => as);
  const left = (await namesOn(server, needs)).filter(name => isLoading(name) && !own.includes(name));
  await dropDatabases(server, left, needs);
};
