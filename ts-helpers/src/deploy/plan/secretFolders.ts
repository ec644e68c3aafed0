import {foldersAbove, type Tree} from '../../history/tree.ts';

const CLOSED = 0o700;
const OPEN = 0o755;

/**
 * The permissions of folders that hold secrets for containers. Such a file can be read by all, for nobody knows the
 * users of containers; so the folder is closed to other users of the host, whom Docker's mounts do not depend on. A
 * folder that is mounted itself, or lies in one, has to stay open, and so has the deploy folder.
 */
export const secretFolders = (tree: Tree, mounted: readonly string[]): Map<string, number> => {
  const holding = [...tree.values()]
    .filter(({secretFor}) => secretFor === 'containers')
    .flatMap(({path}) => foldersAbove(path).slice(-1));
  return new Map(holding.map(folder => [folder, isMounted(folder, mounted) ? OPEN : CLOSED]));
};

const isMounted = (folder: string, mounted: readonly string[]): boolean =>
  mounted.some(path => path === '' || path === folder || folder.startsWith(`${path}/`));
