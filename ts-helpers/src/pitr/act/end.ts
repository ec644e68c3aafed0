import type {Docker} from '../../outside/docker.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {EndingPitr} from '../plan/planned.ts';
import {folderOf} from '../plan/settings.ts';
import {askInside, askServer} from './ask.ts';

export interface EndNeeds {
  docker: Pick<Docker, 'remove' | 'removeVolume' | 'inspect'>;
  pipes: Pipes;
}

/** WAL is let go first. */
export const end = async (
  {server, sidecar, statements}: EndingPitr,
  {docker, pipes}: EndNeeds,
): Promise<void> => {
  if (statements.length > 0)
    await askServer(server.container, [...statements, 'select pg_reload_conf()'], pipes);
  if (sidecar !== undefined) {
    const [{name = ''} = {}] = await docker.inspect([sidecar]);
    await docker.remove(sidecar);
    if (name !== '') await docker.removeVolume(name);
  }
  // The socket in it goes once the server is started again.
  await askInside(server.container, ['rm', '-rf', `${folderOf(server)}/wal`], pipes);
};
