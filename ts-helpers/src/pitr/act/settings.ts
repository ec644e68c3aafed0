import type {Docker} from '../../outside/docker.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {ServerFacts} from '../plan/facts.ts';
import {folderOf} from '../plan/settings.ts';
import {askInside} from './ask.ts';

const BEFORE = 'postgresql.auto.conf.before';

/** What ALTER SYSTEM is about to change, beside it. */
export const keepSettings = async (server: ServerFacts, pipes: Pipes): Promise<void> => {
  const [from, to] = [`${server.dataFolder}/postgresql.auto.conf`, `${folderOf(server)}/${BEFORE}`];
  await askInside(server.container, ['cp', '-p', from, to], pipes);
};

/** The same again, of a server that does not run. */
export const bringBack = async (
  {server, image}: {server: ServerFacts; image: string},
  {docker}: {docker: Pick<Docker, 'runOnce'>},
): Promise<void> => {
  await docker.runOnce({
    image,
    user: server.owner,
    mounts: server.mounts.filter(({isWritable}) => isWritable),
    script: 'cp "$1" "$2"',
    words: [`${folderOf(server)}/${BEFORE}`, `${server.dataFolder}/postgresql.auto.conf`],
  });
};
