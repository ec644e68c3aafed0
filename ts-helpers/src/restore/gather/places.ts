import type {PlannedServer} from '../../backup/plan.ts';
import type {Container} from '../../compose/model.ts';
import {insideOf} from '../../engines/container.ts';
import {engineFor} from '../../engines/engines.ts';
import {ask} from '../../engines/inside.ts';
import {CommandFailed} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {LiveFiles, LiveServer} from '../plan.ts';
import {gatherData} from './data.ts';

/** A server of the project that runs here, and what it holds. */
export const looked = async (
  server: PlannedServer,
  containers: readonly Container[],
  {pipes, docker}: {pipes: Pipes; docker: Pick<Docker, 'volumeFolder'>},
): Promise<LiveServer> => {
  const {kind, container, outside} = server;
  const inside = insideOf(container?.id ?? '', kind, pipes);
  const {version, owner, asker, isSuperuser, databases, closed} = await engineFor(kind).look(inside);
  if (outside !== undefined) {
    // Others of such a server are other people's.
    const own = databases.filter(({name}) => outside.database === undefined || name === outside.database);
    return {...server, version, owner: asker ?? owner, databases: own, closed: [], free: undefined};
  }
  const data = await gatherData(server, inside, {containers, docker});
  const free = await freeIn(inside, data?.folder);
  return {
    ...{...server, version, owner, databases, closed, free},
    ...(isSuperuser !== undefined && {isSuperuser}),
    ...(data && {data}),
  };
};

/** What `df` says of the folder in which it keeps its files, or images of PostgreSQL theirs. */
const freeIn = async (
  inside: Parameters<typeof ask>[0],
  folder: string | undefined,
): Promise<number | undefined> => {
  try {
    const said = await ask(inside, ['sh', '-c', 'df -Pk "${1:-${PGDATA:-/}}"', 'sh', folder ?? '']);
    const kilobytes = Number(said.trim().split('\n').at(-1)?.split(/\s+/)[3]);
    return Number.isFinite(kilobytes) ? kilobytes * 1024 : undefined;
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
};

/** A volume or folder, and where the engine keeps it. */
export const placed = async (
  file: LiveFiles | Omit<LiveFiles, 'path'>,
  {docker}: {docker: Pick<Docker, 'volumeFolder'>},
): Promise<LiveFiles> => ({
  ...file,
  path: file.type === 'bind' ? file.source : await docker.volumeFolder(file.source),
});
