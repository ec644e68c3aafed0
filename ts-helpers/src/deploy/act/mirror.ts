import {ownFiles} from '../plan/deployRecord.ts';
import {type Mirror, planMirror, refuseBlocked, refuseClosed} from '../plan/mirror.ts';
import type {Tree} from '../../history/tree.ts';
import type {DeployFolder} from '../folder.ts';

/**
 * What makes the folder hold the tree. Throws FILE_IN_THE_WAY or NOT_WRITABLE where it cannot without a loss, before
 * anything is touched.
 */
export const mirrorFor = async (
  folder: DeployFolder,
  tree: Tree,
): Promise<{mirror: Mirror; leftovers: readonly string[]}> => {
  const record = await folder.record();
  const {found, leftovers} = await folder.look(tree, record);
  const mirror = planMirror({tree, found, ours: ownFiles(record), isKnown: record.filled !== undefined});
  refuseBlocked(folder.path, mirror.blocked);
  refuseClosed(folder.path, [...mirror.closed, ...(await folder.closed(mirror))]);
  return {mirror, leftovers};
};
