import {environmentFiles, SECRETS, besideOf} from '../project/conventions.ts';
import type {Encrypted} from '../project/encrypted.ts';
import {openVariables} from '../project/openVariables.ts';
import type {ComposeSource} from '../compose/source.ts';
import {readEnvFile} from '../compose/envFile.ts';
import {greenCommit} from '../seam/greenCommit.ts';
import type {Facts} from '../seam/facts.ts';
import {changedNames, changedWords} from '../secrets/changedNames.ts';
import {readSopsFile} from '../secrets/sops.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import {findEncrypted} from '../workspace/encrypted.ts';
import {present} from '../workspace/present.ts';
import type {Project} from '../workspace/project.ts';

export interface EncryptedPlanNeeds {
  files: Pick<Files, 'exists' | 'readInside'>;
  git: Pick<Git, 'files' | 'show'>;
  loadSource(): Promise<(file: string, text: string) => ComposeSource>;
}

/**
 * What can be told of the encrypted secrets of every environment before anything is deployed, and without a key. Throws where
 * something in them can be read that should not, or cannot be read that should, whatever is built: also of a pull request.
 */
export const encryptedNotes = async (
  project: Project,
  {base, facts}: {base: string; facts: Facts},
  needs: EncryptedPlanNeeds,
): Promise<string[]> => {
  const {workspace} = project;
  const listed = (await needs.git.files({untracked: project.build.job === undefined}))?.files ?? [];
  const found = await findEncrypted({workspace, base, listed}, needs);
  const notes = found.map(async one => [
    ...(await changesOf(one, facts, needs)),
    ...(await lacksOf(one, {project, base}, needs)),
  ]);
  return (await Promise.all(notes)).flat();
};

/** By names alone, since the branch was last green; of what age encrypts not even these are known. */
const changesOf = async (
  {path, text, values}: Encrypted,
  facts: Facts,
  {git}: EncryptedPlanNeeds,
): Promise<string[]> => {
  const since = greenCommit(facts);
  if (since === undefined) return [];
  const before = await git.show(since, path);
  if (before === undefined) return [`${path} is new.`];
  if (before.trimEnd() === text.trimEnd()) return [];
  if (values === undefined) return [`${path} changed; it does not tell by which names.`];
  const {entries} = readSopsFile(before);
  const changed = changedNames(Object.fromEntries(entries.map(({name, written}) => [name, written])), values);
  // Who gets access, or loses it, has all values encrypted anew.
  const isAnew =
    changed.changed.length > 1 &&
    changed.changed.length + changed.added.length === Object.keys(values).length;
  const words = changedWords(isAnew ? {...changed, changed: []} : changed);
  return [
    `${path} changed${isAnew ? ', and all of it was encrypted anew' : ''}${words === '' ? '' : `: ${words}`}.`,
  ];
};

/** What the compose files use and the file has not, as far as it shows in the files before Compose merges them. */
const lacksOf = async (
  {path, environment, values}: Encrypted,
  {project, base}: {project: Project; base: string},
  {files, loadSource}: EncryptedPlanNeeds,
): Promise<string[]> => {
  const [override] = await present(environmentFiles(project.settings, environment, base), project, files);
  if (override === undefined)
    return [
      `${path} is of no environment: there is no ${environmentFiles(project.settings, environment, base).join(' or ')}.`,
    ];
  if (values === undefined) return [];
  const readComposeSource = await loadSource();
  const read = async (file: string) =>
    readComposeSource(file, (await files.readInside(project.workspace, file)) ?? '');
  const sources = await Promise.all([base, override].map(read));
  const committed = readEnvFile((await files.readInside(project.workspace, besideOf(base, SECRETS))) ?? '');
  const known = [...Object.keys(values), ...committed.entries.map(({name}) => name)];
  return openVariables(sources, known).map(
    ({name, where}) => `${where} uses ${name}, of which ${path} says nothing.`,
  );
};
