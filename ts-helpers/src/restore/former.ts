import type {Container} from '../compose/model.ts';
import {folderLabel, openFolders} from './act/folders.ts';
import type {RestoreJournal} from './act/journal.ts';
import type {PlacesNeeds} from './act/places.ts';
import {unload} from './act/unload.ts';

export interface Former {
  composeProject: string;
  containers: readonly Container[];
  needs: PlacesNeeds;
}

/** Removes what was used before a restore: nobody goes back so far. */
export const dropFormer = (
  {servers, folders}: Pick<RestoreJournal, 'servers' | 'folders'>,
  {composeProject, containers, needs}: Former,
): Promise<void> => {
  const before = {
    servers: servers.flatMap(server => {
      // It may have been deployed since.
      const own = containers.find(({service}) => service === server.service)?.id;
      const container = server.host === undefined ? own : server.container;
      const loads = server.renames.filter(({isUsed}) => !isUsed).map(({name, after: as}) => ({name, as}));
      return container === undefined ? [] : [{...server, container, loads}];
    }),
    folders: folders.map(folder => ({...folder, loaded: folder.before})),
  };
  return openFolders(folders, {label: folderLabel(composeProject), needs}, open =>
    unload(before, {open, needs}),
  );
};
