import {posix} from 'node:path';
import type {Container, ContainerMount} from '../../compose/model.ts';
import {engineFor} from '../../engines/engines.ts';
import type {Inside} from '../../engines/inside.ts';
import type {Docker} from '../../outside/docker.ts';
import type {LiveData, LiveServer} from '../plan.ts';

/** Where a server that is restored as a whole keeps what it has; undefined for one whose databases change names. */
export const gatherData = async (
  {kind, container}: Pick<LiveServer, 'kind' | 'container'>,
  inside: Inside,
  {containers, docker}: {containers: readonly Container[]; docker: Pick<Docker, 'volumeFolder'>},
): Promise<LiveData | undefined> => {
  const {whole} = engineFor(kind);
  if (whole === null || container === undefined) return undefined;
  const look = await whole.look(inside);
  const {folder} = look;
  const mounts = containers.find(({id}) => id === container.id)?.mounts ?? [];
  const mount = mountOf(folder, mounts);
  const root = mount && (mount.type === 'bind' ? mount.source : await docker.volumeFolder(mount.source));
  const within = mounts.map(({target}) => target).filter(target => target.startsWith(`${folder}/`));
  return {
    ...look,
    elsewhere: [...look.elsewhere, ...within],
    mount: mount && {source: mount.source, target: mount.target},
    path: root && mount && posix.join(root, posix.relative(mount.target, folder)),
  };
};

/** The innermost. */
const mountOf = (folder: string, mounts: readonly ContainerMount[]): ContainerMount | undefined =>
  mounts
    .filter(
      ({type, target}) =>
        (type === 'volume' || type === 'bind') && `${folder}/`.startsWith(posix.join(target, '/')),
    )
    .toSorted((one, other) => other.target.length - one.target.length)[0];
