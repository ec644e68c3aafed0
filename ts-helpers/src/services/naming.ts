import path from 'node:path';
import type {ComposeModel} from '../compose/model.ts';
import {pathWithin} from '../text/paths.ts';
import type {DeniedFile, Evidence, MountedFile} from '../result/result.ts';
import {deniedFiles, originsOf} from '../causes/denied.ts';
import {instructionIn} from '../causes/instruction.ts';
import {localhostEvidence} from '../causes/localhostPlaces.ts';
import {passwordEvidence} from '../causes/passwordPlaces.ts';
import {mountedIn} from '../causes/mountedFiles.ts';
import {failingPaths, failingServicesOf} from '../causes/servicePaths.ts';
import type {ComposeSource} from '../compose/source.ts';
import {UserError} from '../errors/userError.ts';
import type {Files} from '../outside/files.ts';

type Looking = Pick<Files, 'kind' | 'readSmall'>;

/** What the services are by the files of the project. */
interface Named {
  model: ComposeModel;
  /** Where the model has them. */
  folder: string;
  /** Where they lie, while that may not be filled yet. */
  workspace: string;
  sources: readonly ComposeSource[];
}

/** Says, in what the work throws, which files and settings of the project it is about. */
export const namingFiles = async <T>(named: Named, files: Looking, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) {
      const {model, folder, sources} = named;
      const paths = failingPaths(error, model, folder);
      if (paths.length > 0) error.evidence.paths = paths;
      const mounted = await mountedFiles(error, named, files);
      if (mounted.length > 0) error.evidence.mounted = mounted;
      const denied = await whereTheyLie(error, named, files);
      if (denied.length > 0) error.evidence.denied = denied;
      const instruction = await instructionOf(error, named, files);
      if (instruction !== undefined) error.evidence.instruction = instruction;
      Object.assign(error.evidence, passwordEvidence(error, model, sources));
      Object.assign(error.evidence, localhostEvidence(error, model, sources));
    }
    throw error;
  }
};

const whereTheyLie = async (
  error: UserError,
  {model, folder, workspace}: Named,
  files: Looking,
): Promise<DeniedFile[]> => {
  const services = failingServicesOf(error, model);
  const found: DeniedFile[] = [];
  for (const named of deniedFiles(error))
    for (const origin of originsOf(named, services, folder))
      if (!found.some(one => one.named === named) && (await isFile(path.join(workspace, origin.path), files)))
        found.push({named, ...origin});
  return found;
};

const mountedFiles = async (
  error: UserError,
  {model, folder, workspace}: Named,
  files: Looking,
): Promise<MountedFile[]> => {
  const found: MountedFile[] = [];
  for (const one of mountedIn(error, failingServicesOf(error, model), folder))
    if (await isFile(path.join(workspace, one.path), files)) found.push(one);
  return found;
};

const MOST_BYTES = 200_000;

/** Where the instruction stands that a build ended at. */
const instructionOf = async (
  {code, where = ''}: UserError,
  {model, folder, workspace}: Named,
  files: Looking,
): Promise<Evidence['instruction']> => {
  const [, service = '', told = ''] = /^Dockerfile of (\S+): (.*)/s.exec(where) ?? [];
  const build = Object.hasOwn(model.services, service) ? model.services[service]?.build : undefined;
  if (code !== 'BUILD_FAILED' || build === undefined) return undefined;
  const file = pathWithin(folder, path.resolve(build.context, build.dockerfile ?? 'Dockerfile'));
  if (file === undefined) return undefined;
  const text = await files.readSmall(path.join(workspace, file), MOST_BYTES).catch(() => undefined);
  const found = text === undefined ? undefined : instructionIn(text, told);
  return found && {file, ...found};
};

/** What cannot be looked at must not take the place of the failure. */
const isFile = async (place: string, files: Looking): Promise<boolean> =>
  (await files.kind(place).catch(() => undefined)) === 'file';
