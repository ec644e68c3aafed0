import type {Files} from '../../outside/files.ts';
import type {UpFacts} from '../plan/facts.ts';
import {keptElsewhere} from '../plan/kept.ts';

/** What databases may have from before without any volume of the project's own. */
export const heldIn = async (
  model: UpFacts['model'],
  {files}: {files: Pick<Files, 'kind'>},
): Promise<UpFacts['heldBefore']> => {
  const {ofDatabases, folders} = keptElsewhere(model);
  const kinds = await Promise.all(folders.map(folder => files.kind(folder)));
  const isEmpty = (kind: (typeof kinds)[number]): boolean => kind === undefined || kind === 'empty folder';
  return [...ofDatabases, ...folders.filter((_, index) => !isEmpty(kinds[index]))];
};
