import {encryptedAmong, encryptedNames, type EncryptedFile} from '../project/encryptedFiles.ts';
import {type Encrypted, readEncrypted, refuseConfused} from '../project/encrypted.ts';
import {UserError} from '../errors/userError.ts';
import {quoted} from '../text/plain.ts';
import {present} from './present.ts';
import type {Files} from '../outside/files.ts';

export interface EncryptedNeeds {
  files: Pick<Files, 'readInside'>;
}

/**
 * The encrypted secrets of all environments among the files of the project. Throws SECRET_IN_REPOSITORY, ENCRYPTED_INVALID,
 * OUTSIDE_PROJECT.
 */
export const findEncrypted = async (
  {workspace, base, listed}: {workspace: string; base: string; listed: readonly string[]},
  {files}: EncryptedNeeds,
): Promise<Encrypted[]> => {
  const read = encryptedAmong(listed, base).map(async file => {
    const text = await files.readInside(workspace, file.path);
    return text === undefined ? [] : readEncrypted(file, text);
  });
  const found = (await Promise.all(read)).flat();
  for (const one of found) refuseConfused(one, found);
  return found;
};

/**
 * Throws FILE_MISSING for one that lies in the workspace and is no part of the project: git is often told to ignore whatever is
 * called like a file of secrets.
 */
export const refuseLeftOut = async (
  environments: readonly string[],
  {workspace, base, listed}: {workspace: string; base: string; listed: readonly string[]},
  {files}: {files: Pick<Files, 'exists'>},
): Promise<void> => {
  const names = environments
    .flatMap(environment => encryptedNames(environment, base))
    .filter(name => !listed.includes(name));
  const [first] = await present(names, {workspace}, files);
  if (first === undefined) return;
  throw new UserError('FILE_MISSING', `${first} is there, but git does not have it, and so no deploy.`, {
    where: first,
    remedy: `Add it: git add ${quoted(first)}, and commit it. Where git is told to ignore it, add the line !${first} to .gitignore.`,
  });
};

/** Those of one environment, whatever is wrong with others. */
export const findEncryptedOf = async (
  environment: string,
  project: {workspace: string; base: string; listed: readonly string[]},
  needs: EncryptedNeeds,
): Promise<Encrypted | undefined> => {
  const names = encryptedNames(environment, project.base);
  const own = project.listed.filter(file => names.includes(file));
  const [first, ...others] = await findEncrypted({...project, listed: own}, needs);
  if (first === undefined) return undefined;
  const rest = encryptedAmong(project.listed, project.base).filter(({path}) => !own.includes(path));
  refuseConfused(first, [...others, ...(await readablesOf(rest, project.workspace, needs))]);
  return first;
};

/** Those of these that can be read: what is wrong with the rest is told where their own environment is deployed. */
export const readablesOf = async (
  rest: readonly EncryptedFile[],
  workspace: string,
  {files}: EncryptedNeeds,
): Promise<Encrypted[]> => {
  const read = rest.map(async file => {
    try {
      return readEncrypted(file, (await files.readInside(workspace, file.path)) ?? '');
    } catch {
      // And by every plan.
      return [];
    }
  });
  return (await Promise.all(read)).flat();
};
