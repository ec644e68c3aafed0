import {besideOf, composeFiles, environmentFiles, SECRETS} from '../project/conventions.ts';
import {pathWithin} from '../text/paths.ts';
import {secretFilesOf} from '../project/secretFiles.ts';
import type {SecretsOfDeploy} from '../project/credentials.ts';
import {encryptedNames} from '../project/encryptedFiles.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import {findEncryptedOf} from './encrypted.ts';
import {present} from './present.ts';
import type {Project} from './project.ts';
import {readReferences, type ReferenceNeeds} from './references.ts';

export interface SecretFileNeeds {
  files: Pick<Files, 'exists' | 'readInside'>;
  git: Pick<Git, 'files'>;
  loadReferences(): Promise<ReferenceNeeds['readFileReferences']>;
}

/**
 * The secrets that a deploy of the project could be given: by what its compose files name and the commit has not, and the
 * encrypted ones that the commit has.
 */
export const findSecrets = async (
  project: Project,
  environment: string,
  {files, git, loadReferences}: SecretFileNeeds,
): Promise<Required<SecretsOfDeploy>> => {
  const {build, settings, workspace} = project;
  const [base] = await present(composeFiles(settings), project, files);
  if (base === undefined) return {secretFiles: [], encrypted: undefined};
  const [override] = await present(environmentFiles(settings, environment, base), project, files);
  const [listing, readFileReferences] = await Promise.all([
    // Jenkins has the commit alone, wherever this is asked.
    git.files({untracked: false}),
    loadReferences(),
  ]);
  const names = [base, ...(override === undefined ? [] : [override])] as const;
  const references = await readReferences(workspace, names, {files, readFileReferences});
  const isThere = await partOf(
    {workspace, files},
    listing?.files,
    references.flatMap(({at}) => at ?? []),
  );
  const whose = {project: build.project, environment};
  const secretFiles = secretFilesOf(references, {whose, isThere, envFile: besideOf(base, SECRETS)});
  const listed = listing?.files ?? (await present(encryptedNames(environment, base), project, files));
  return {secretFiles, encrypted: await findEncryptedOf(environment, {workspace, base, listed}, {files})};
};

/** Without git all that is there is part of a deploy. */
const partOf = async (
  {workspace, files}: {workspace: string; files: Pick<Files, 'exists'>},
  listed: readonly string[] | undefined,
  named: readonly string[],
): Promise<(path: string) => boolean> => {
  if (listed) {
    const all = new Set(listed);
    return path => all.has(path) || listed.some(file => file.startsWith(`${path}/`));
  }
  const found = await Promise.all(named.map(path => files.exists(`${workspace}/${path}`)));
  const there = new Set(named.filter((_, index) => found[index]));
  return path => there.has(path);
};

/** A file of the project by its path there; in Jenkins, where it lies in a temporary place, by its credential. */
export const nameOfGiven = (source: string, credential: string, {workspace, build}: Project): string =>
  pathWithin(workspace, source) ?? (build.job === undefined ? source : credential);
