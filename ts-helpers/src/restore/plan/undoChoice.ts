import {plainAt} from '../../archive/at.ts';
import {UserError} from '../../errors/userError.ts';
import type {RestoreFacts} from './facts.ts';
import {momentOf, type Replaced} from './prune.ts';
import {isOfServer} from './whole.ts';

/** How the time begins at which that was restored which is undone: `2026-11-27T18:30`. */
interface UndoneAt {
  at?: string | undefined;
}

/** What of a restore is undone, and what of it is left as it is. */
export interface Undone<R extends Replaced> {
  of: R;
  rest: R;
}

/**
 * The last of those that were carried out, or of those at a time, all of it; where one service is named, what the last one replaced
 * of that, whatever was restored since. Throws NOTHING_TO_UNDO.
 */
export const chooseUndone = <R extends Replaced>(
  formers: readonly R[],
  {only, at, composeProject, files}: Pick<RestoreFacts, 'only' | 'composeProject' | 'files'> & UndoneAt,
): Undone<R> => {
  const wanted = plainAt(at ?? '')
    .replaceAll('-', '')
    .toLowerCase();
  for (const former of formers.filter(({stamp}) => stamp.startsWith(wanted)).toReversed()) {
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
  const when = at === undefined ? '' : ` of ${at}`;
  throw new UserError('NOTHING_TO_UNDO', `No restore of ${what}${when} is kept here that could be undone.`, {
    where: composeProject,
    ...(at !== undefined &&
      formers.length > 0 && {remedy: `Those of ${timesOf(formers).join(', ')} are kept.`}),
  });
};

/** When those were that are kept; ISO 8601, UTC. */
export const timesOf = (formers: readonly Pick<Replaced, 'stamp'>[]): string[] =>
  formers.map(({stamp}) => new Date(momentOf(stamp)).toISOString());

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
