import type {ComposeModel, Container} from '../../compose/model.ts';
import {UserError} from '../../errors/userError.ts';
import {pathWithin} from '../../text/paths.ts';
import {suggestion} from '../../text/suggestion.ts';
import {isOfMachine} from '../../compose/machinePlaces.ts';
import type {DeployFolder} from '../folder.ts';
import type {DeployRecord} from '../plan/deployRecord.ts';

/** What containers write on the host and no release has brought: a folder of uploads is data, one of configuration is not. */
export const findDataFolders = async (
  {folder, record}: {folder: Pick<DeployFolder, 'path' | 'holdsData'>; record: DeployRecord},
  containers: readonly Container[],
): Promise<string[]> => {
  const mounts = containers.flatMap(one => one.mounts ?? []).filter(({type}) => type === 'bind');
  const isOurs = (source: string) => pathWithin(folder.path, source) !== undefined || !isOfMachine(source);
  const written = mounts.filter(({isWritable, source}) => isWritable && isOurs(source));
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
