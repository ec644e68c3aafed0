import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {UserError} from '../../errors/userError.ts';
import {unlessMissing} from '../../outside/disk.ts';

/** How far the last restore of an environment came, beside the state of its deploys. */
export const restoreJournalIn = (stateFolder: string): string => path.join(stateFolder, 'restore.json');

/** In these something of what is used is of the backup, and something is not. */
const HALF: readonly unknown[] = ['swapping', 'returning'];

/** Services that were started on it would write into both. Throws RESTORE_UNFINISHED. */
export const refuseHalfRestored = async (composeProject: string, stateFolder: string): Promise<void> => {
  const text = await unlessMissing(readFile(restoreJournalIn(stateFolder), 'utf8'));
  if (text === undefined) return;
  const {phase, source} = JSON.parse(text) as {phase: string; source: {key: string}};
  if (!HALF.includes(phase)) return;
  throw new UserError(
    'RESTORE_UNFINISHED',
    `The restore of ${source.key} into ${composeProject} was killed while names changed: some of what is used is of that backup, and some may not be.`,
    {where: composeProject},
  );
};
