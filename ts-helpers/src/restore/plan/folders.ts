import {posix} from 'node:path';
import {UserError} from '../../errors/userError.ts';
import type {FolderSwap} from './swap.ts';
import type {LeftAlone} from './databases.ts';
import type {RestoreFacts} from './facts.ts';
import {nameBeside, stampOf} from '../../archive/nameBeside.ts';

/** What becomes of each volume and folder in the archive. Throws RESTORE_NOWHERE and NO_RESTORE_FOR. */
export const planFolders = (facts: RestoreFacts): {swaps: FolderSwap[]; leftAlone: LeftAlone[]} => {
  const stamp = stampOf(facts.now);
  const swaps: FolderSwap[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const {source, services} of facts.manifest.files) {
    if (facts.only !== undefined && !services.includes(facts.only)) {
      leftAlone.push({what: source, why: '--service names another'});
      continue;
    }
    const live = facts.files.find(({name}) => name === source);
    if (live === undefined)
      throw new UserError('RESTORE_NOWHERE', `${facts.composeProject} has no ${source}.`, {
        where: source,
        remedy: 'Restore the services that are there by name: countable restore --service NAME',
      });
    if (live.path === undefined)
      throw new UserError(
        'NO_RESTORE_FOR',
        `What is kept in ${source} is not in a folder of the engine's host.`,
        {
          where: source,
        },
      );
    const last = posix.basename(live.path);
    swaps.push({
      name: source,
      above: posix.dirname(live.path),
      live: last,
      loaded: nameBeside(last, {made: 'restoring', stamp, ordinal: 0}),
      before: nameBeside(last, {made: 'before', stamp, ordinal: 0}),
      image: live.image,
    });
  }
  return {swaps, leftAlone};
};
