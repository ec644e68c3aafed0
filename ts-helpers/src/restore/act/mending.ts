import type {Voice} from '../../run/voice.ts';
import {type DatabaseNeeds, dropDatabases, namesOn, renameDatabases} from './databases.ts';
import {folderLabel, type FolderNeeds, openFolders, removeLoaded, swapFolder} from './folders.ts';
import type {Journals, RestoreJournal} from './journal.ts';
import {type ServiceNeeds, startAll} from './services.ts';

export interface MendNeeds {
  docker: FolderNeeds['docker'] & ServiceNeeds['docker'];
  pipes: DatabaseNeeds['pipes'];
  clock: DatabaseNeeds['clock'] & ServiceNeeds['clock'];
  voice: Pick<Voice, 'info' | 'warn'>;
}

/**
 * What a restore that was killed left: before names were changed, what it had loaded is removed; from then on it is finished. Both
 * may be interrupted and done again.
 */
export const mendKilled = async (
  composeProject: string,
  journals: Journals,
  needs: MendNeeds,
): Promise<void> => {
  const journal = await journals.read();
  const label = folderLabel(composeProject);
  await needs.docker.removeThrowAway(label);
  if (journal === undefined || journal.phase === 'done') return;
  const {source, phase, servers, folders, stops} = journal;
  await openFolders(folders, {label, needs}, async open => {
    if (phase === 'loading') {
      for (const server of servers) await dropDatabases(server, loadedBy(server), needs);
      for (const folder of folders) await removeLoaded(folder, {open, needs});
      needs.voice.info(
        `The restore of ${source.key} before this one was killed before it changed anything: what it had loaded is removed`,
      );
      return;
    }
    for (const server of servers) {
      const names = await namesOn(server, needs);
      // All of a server's names change at once: the first tells of all.
      const isDone = server.renames.every(({name, isUsed}) => !isUsed || !names.includes(name));
      if (!isDone) await renameDatabases(server, server.renames, needs);
    }
    for (const folder of folders) await swapFolder(folder, {open, needs});
    needs.voice.info(
      `The restore of ${source.key} before this one was killed in its last steps: they are done now`,
    );
  });
  await startAll(stops, needs);
  await (phase === 'loading' ? journals.remove() : journals.write({...journal, phase: 'done'}));
};

const loadedBy = ({loads}: RestoreJournal['servers'][number]): string[] => loads.map(({as}) => as);
