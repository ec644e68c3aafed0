import type {ComposeModel, Container} from '../../compose/model.ts';
import {pathWithin} from '../../text/paths.ts';
import type {Docker} from '../../outside/docker.ts';
import type {DeployFolder} from '../folder.ts';
import {contentsOf} from '../plan/contents.ts';
import type {Proxy} from '../plan/proxy.ts';

type Folder = Pick<DeployFolder, 'path' | 'inodeOf'>;

/**
 * Proxies whose containers see each file of theirs as it will lie in the folder. A file that is mounted alone, and was put in the
 * place of another since, is none of those.
 */
export const findSeeing = async (
  proxies: readonly Proxy[],
  {containers, model, folder}: {containers: readonly Container[]; model: ComposeModel; folder: Folder},
  docker: Pick<Docker, 'exec'>,
): Promise<string[]> => {
  const asked = proxies.filter(({service}) => service in model.services);
  const seen = await Promise.all(
    asked.map(async ({container, service}) => {
      const {mounts = []} = containers.find(({id}) => id === container) ?? {};
      const files = contentsOf(model.services[service] ?? {}, model, folder.path).files;
      const all = await Promise.all(
        mounts.map(async ({source, target}) => {
          const file = pathWithin(folder.path, source);
          if (file === undefined || !files.some(({path}) => path === file)) return true;
          const {exitCode, stdout} = await docker.exec(container, ['stat', '-L', '-c', '%i', target]);
          return exitCode === 0 && Number(stdout) === (await folder.inodeOf(file));
        }),
      );
      return all.every(Boolean) ? [service] : [];
    }),
  );
  return seen.flat();
};
