import {UserError} from '../../errors/userError.ts';
import type {RestoreFacts} from './facts.ts';
import type {Replaced} from './prune.ts';
import {isOfServer} from './whole.ts';

/** What of a restore is undone, and what of it is left as it is. */
export interface Undone<R extends Replaced> {
  of: R;
  rest: R;
}

/**
 * The last of those that were carried out, all of it; where one service is named, what the last one replaced of that, whatever was
 * restored since. Throws NOTHING_TO_UNDO.
 */
export const chooseUndone = <R extends Replaced>(
  formers: readonly R[],
  {only, composeProject, files}: Pick<RestoreFacts, 'only' | 'composeProject' | 'files'>,
): Undone<R> => {
  for (const former of formers.toReversed()) {
    const isMeant = ofService(only, files);
    const undone = {
      of: {
        ...former,
        servers: former.servers.filter(isMeant.server),
        folders: former.folders.filter(isMeant.folder),
      },
      rest: {
        ...former,
        servers: former.servers.filter(one => !isMeant.server(one)),
        folders: former.folders.filter(one => !isMeant.folder(one)),
      },
    };
    if (isAny(undone.of)) return undone;
  }
  const what = only === undefined ? composeProject : `${only} of ${composeProject}`;
  throw new UserError('NOTHING_TO_UNDO', `No restore of ${what} is kept here that could be undone.`, {
    where: composeProject,
  });
};

export const isAny = ({servers, folders}: Pick<Replaced, 'servers' | 'folders'>): boolean =>
  servers.length > 0 || folders.length > 0;

const ofService = (only: string | undefined, files: RestoreFacts['files']) => ({
  server: ({service}: Replaced['servers'][number]): boolean => only === undefined || service === only,
  folder: (folder: Replaced['folders'][number]): boolean => {
    if (only === undefined) return true;
    if (isOfServer(folder)) return folder.server.service === only;
    return files.some(({name, services}) => name === folder.name && services.includes(only));
  },
});
