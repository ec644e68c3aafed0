import type {ComposeModel, Container} from '../../compose/model.ts';
import {UserError} from '../../errors/userError.ts';
import {suggestion} from '../../text/suggestion.ts';
import {isOfMachine} from '../plan/leaving.ts';
import type {Prepared} from './prepare.ts';

/** What containers write on the host and no release has brought: a folder of uploads is data, one of configuration is not. */
export const findDataFolders = async (
  {folder, record}: Pick<Prepared, 'folder' | 'record'>,
  containers: readonly Container[],
): Promise<string[]> => {
  const mounts = containers.flatMap(one => one.mounts ?? []).filter(({type}) => type === 'bind');
  const written = mounts.filter(({isWritable, source}) => isWritable && !isOfMachine(source));
  const sources = [...new Set(written.map(({source}) => source))];
  const holding = await Promise.all(sources.map(source => folder.holdsData(source, record)));
  return sources.filter((_, index) => holding[index]);
};

/** Throws BAD_ARGUMENT for one that there is not. */
export const knownServices = (names: readonly string[], {services}: ComposeModel): readonly string[] => {
  const unknown = names.find(name => !(name in services));
  if (unknown === undefined) return names;
  const near = suggestion(unknown, Object.keys(services));
  throw new UserError('BAD_ARGUMENT', `There is no service ${unknown} in the compose files.`, {
    where: '--recreate',
    remedy: near === undefined ? `There are ${Object.keys(services).join(', ')}.` : `Did you mean ${near}?`,
  });
};
