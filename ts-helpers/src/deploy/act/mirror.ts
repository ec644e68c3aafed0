import {ownFiles} from '../plan/deployRecord.ts';
import {type Mirror, planMirror, refuseBlocked, refuseClosed} from '../plan/mirror.ts';
import type {Tree} from '../../history/tree.ts';
import type {DeployFolder} from '../folder.ts';

export interface PlannedMirror {
  mirror: Mirror;
  leftovers: readonly string[];
}

/** What makes the folder hold the tree, whatever would be lost by it. */
export const plannedMirror = async (folder: DeployFolder, tree: Tree): Promise<PlannedMirror> => {
  const record = await folder.record();
  const {found, leftovers} = await folder.look(tree, record);
  const mirror = planMirror({tree, found, ours: ownFiles(record), isKnown: record.filled !== undefined});
  return {mirror, leftovers};
};

/** Throws FILE_IN_THE_WAY, NOT_WRITABLE or DISK_FULL where the folder cannot hold the tree without a loss, before anything is touched. */
export const refuseLosses = async (folder: DeployFolder, {mirror}: PlannedMirror): Promise<void> => {
  refuseBlocked(folder.path, mirror.blocked);
  refuseClosed(folder.path, [...mirror.closed, ...(await folder.closed(mirror))]);
  await folder.requireRoom(mirror);
};

/** Both. */
export const mirrorFor = async (folder: DeployFolder, tree: Tree): Promise<PlannedMirror> => {
  const planned = await plannedMirror(folder, tree);
  await refuseLosses(folder, planned);
  return planned;
};
