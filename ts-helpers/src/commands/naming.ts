import path from 'node:path';
import type {ComposeModel} from '../domain/compose.ts';
import type {DeniedFile} from '../domain/result.ts';
import {deniedFiles, originsOf} from '../domain/rootCause/denied.ts';
import {type PasswordSetting, unequalPasswords} from '../domain/rootCause/passwords.ts';
import {failingPaths, failingServicesOf} from '../domain/servicePaths.ts';
import {lineOf} from '../domain/sourcePlaces.ts';
import type {ComposeSource} from '../domain/validation.ts';
import {UserError} from '../errors.ts';
import type {Files} from '../adapters/files.ts';

/** What the services are by the files of the project. */
interface Named {
  model: ComposeModel;
  folder: string;
  sources: readonly ComposeSource[];
}

/** Says, in what the work throws, which files and settings of the project it is about. */
export const namingFiles = async <T>(
  named: Named,
  files: Pick<Files, 'kind'>,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) {
      const {model, folder, sources} = named;
      const paths = failingPaths(error, model, folder);
      if (paths.length > 0) error.evidence.paths = paths;
      const denied = await whereTheyLie(error, named, files);
      if (denied.length > 0) error.evidence.denied = denied;
      const unequal = unequalPasswords(error, model);
      if (unequal !== undefined) {
        const [database, other] = [unequal.database, unequal.other].map(one => placed(one, sources));
        error.evidence.unequal = {database: database ?? '', other: other ?? ''};
      }
    }
    throw error;
  }
};

const placed = ({service, variable}: PasswordSetting, sources: readonly ComposeSource[]): string =>
  `${variable} of ${service} (${lineOf(sources, ['services', service, 'environment', variable], [variable])})`;

const whereTheyLie = async (
  error: UserError,
  {model, folder}: Named,
  files: Pick<Files, 'kind'>,
): Promise<DeniedFile[]> => {
  const services = failingServicesOf(error, model);
  const found: DeniedFile[] = [];
  for (const named of deniedFiles(error))
    for (const origin of originsOf(named, services, folder))
      if (!found.some(one => one.named === named) && (await isFile(path.join(folder, origin.path), files)))
        found.push({named, ...origin});
  return found;
};

/** What cannot be looked at must not take the place of the failure. */
const isFile = async (place: string, files: Pick<Files, 'kind'>): Promise<boolean> =>
  (await files.kind(place).catch(() => undefined)) === 'file';
