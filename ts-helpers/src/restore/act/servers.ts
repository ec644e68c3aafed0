import {randomBytes} from 'node:crypto';
import type {Manifest} from '../../archive/manifest.ts';
import {clonesOf, isOfServer, type RestoreFacts, type Swap} from '../plan.ts';
import {
  type Clone,
  type CloneNeeds,
  cloneLabel,
  endClone,
  known,
  removeClones,
  startClones,
} from './clones.ts';
import {emptyFolder, folderLabel, type FolderNeeds, keepFiles, type OpenFolders} from './folders.ts';

export type ServerFacts = Pick<
  RestoreFacts,
  'model' | 'containers' | 'servers' | 'composeProject' | 'folder'
> & {
  manifest: Pick<Manifest, 'servers'>;
};

interface Around {
  open: OpenFolders;
  needs: Omit<CloneNeeds, 'docker'> & {docker: CloneNeeds['docker'] & FolderNeeds['docker']};
}

/** Servers like those that run, on empty folders beside theirs. Throws RESTORE_FAILED. */
export const startServers = async (
  folders: Swap['folders'],
  facts: ServerFacts,
  {open, needs}: Around,
): Promise<Clone[]> => {
  const own = folders.filter(folder => isOfServer(folder));
  const {composeProject, manifest} = facts;
  for (const folder of own) await emptyFolder(folder, {open, needs});
  const labels = [folderLabel(composeProject), cloneLabel(composeProject)].map(label => label.split('=', 2));
  const model = clonesOf(own, facts, {
    labels: Object.fromEntries(labels) as Record<string, string>,
    rootPassword: randomBytes(24).toString('hex'),
  });
  const stored = own.flatMap(folder => {
    const one = manifest.servers.find(({service}) => service === folder.server.service);
    return one === undefined ? [] : [{folder, stored: one}];
  });
  return startClones(stored, {model, directory: facts.folder}, needs);
};

/** Their folders are whole afterwards, and nobody uses them. Throws RESTORE_FAILED. */
export const endServers = async (
  clones: readonly Clone[],
  composeProject: string,
  {open, needs}: Around,
): Promise<void> => {
  for (const clone of clones) {
    await endClone(clone, needs);
    await keepFiles(clone.folder, known(clone.folder).whole.settings, {open, needs});
  }
  if (clones.length > 0) await removeClones(composeProject, needs);
};
