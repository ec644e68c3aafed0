import type {Rename} from '../../archive/rename.ts';
import type {Voice} from '../../run/voice.ts';
import {type DatabaseNeeds, namesOn, renameDatabases} from './databases.ts';
import {folderLabel, type FolderNeeds, openFolders, returning, swapFolder} from './folders.ts';
import type {Journals, RestoreJournal} from './journal.ts';
import {reversed} from '../plan.ts';
import {unload} from './unload.ts';
import {goOnAnyhow, type OrderNeeds, standStill} from './order.ts';

export interface MendNeeds {
  docker: FolderNeeds['docker'] & OrderNeeds['docker'];
  pipes: DatabaseNeeds['pipes'];
  clock: DatabaseNeeds['clock'] & OrderNeeds['clock'];
  voice: Pick<Voice, 'info' | 'warn'>;
}

export interface Mending {
  composeProject: string;
  journals: Journals;
  /** Servers by the containers that there are now. */
  reached(servers: RestoreJournal['servers']): Promise<RestoreJournal['servers']>;
}

/**
 * What a restore that was killed left: before names were changed, what it had loaded is removed; from then on it is finished. Both
 * may be interrupted and done again.
 */
export const mendKilled = async (
  {composeProject, journals, reached}: Mending,
  needs: MendNeeds,
): Promise<void> => {
  const left = await journals.read();
  const label = folderLabel(composeProject);
  await needs.docker.removeThrowAway(label);
  if (left === undefined || left.phase === 'done') return;
  const journal = {...left, servers: await reached(left.servers)};
  const {source, phase, servers, folders, stops} = journal;
  await openFolders(folders, {label, needs}, async open => {
    if (phase === 'loading') {
      await unload(journal, {open, needs});
      needs.voice.info(
        `The restore of ${source.key} before this one was killed before it changed anything: what it had loaded is removed`,
      );
      return;
    }
    // They may have been started since, by hand or with the machine.
    if (folders.length > 0) await standStill(stops, needs);
    if (phase === 'returning') {
      for (const server of servers) await renamedOnce(server, reversed(server.renames), needs);
      for (const folder of folders) await swapFolder(returning(folder), {open, needs});
      await unload(journal, {open, needs});
      needs.voice.info(
        `The restore of ${source.key} before this one was killed as it went back to what was used: that has its place again`,
      );
      return;
    }
    for (const server of servers) await renamedOnce(server, server.renames, needs);
    for (const folder of folders) await swapFolder(folder, {open, needs});
    needs.voice.info(
      `The restore of ${source.key} before this one was killed in its last steps: they are done now`,
    );
  });
  await goOnAnyhow(stops, READY_MINUTES, needs);
  await (phase === 'swapping' ? journals.write({...journal, phase: 'done'}) : journals.remove());
};

/** That a server has to answer. */
const READY_MINUTES = 5;

/** All of a server's names change at once: the first tells of all. */
const renamedOnce = async (
  server: RestoreJournal['servers'][number],
  renames: readonly Rename[],
  needs: MendNeeds,
): Promise<void> => {
  const names = await namesOn(server, needs);
  const isDone = server.renames.every(({name, isUsed}) => !isUsed || !names.includes(name));
  const isBack = renames !== server.renames;
  if (isDone === isBack) await renameDatabases(server, renames, needs);
};
