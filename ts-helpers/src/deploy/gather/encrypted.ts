import path from 'node:path';
import type {Warning} from '../../result/result.ts';
import {besideOf, SECRETS} from '../../project/conventions.ts';
import type {Encrypted} from '../../project/encrypted.ts';
import {encryptedAmong} from '../../project/encryptedFiles.ts';
import {UserError} from '../../errors/userError.ts';
import {type Decrypting, NotDecrypted} from '../../outside/decrypting.ts';
import type {Files} from '../../outside/files.ts';
import type {Voice} from '../../run/voice.ts';
import {findEncryptedOf, readablesOf, refuseLeftOut} from '../../workspace/encrypted.ts';
import {type Asking, keyMissing, notDecrypted, warnOfTwo} from '../plan/decrypting.ts';
import type {DeployRequest} from './request.ts';
import type {ReleaseFiles} from './release.ts';

/** What becomes `.env`. It is in no file before. */
export interface Decrypted {
  /** Of the encrypted file. */
  path: string;
  content: Buffer;
}

export interface EncryptedNeeds {
  files: Pick<Files, 'exists' | 'readInside' | 'readText'>;
  decrypting: Decrypting;
  voice: Pick<Voice, 'hide'>;
}

/** The secrets that the release brings itself, unless others were given; then what is told of these. */
export const decryptSecrets = async (
  request: DeployRequest,
  {base, release}: {base: string; release: Pick<ReleaseFiles, 'listed'>},
  needs: EncryptedNeeds,
): Promise<{decrypted: Decrypted | undefined; unused: Warning[]}> => {
  const {project, environment} = request;
  const {workspace, build} = project;
  const where = {workspace, base, listed: release.listed};
  if (build.job === undefined) await refuseLeftOut([environment], where, needs);
  const found = await findEncryptedOf(environment, where, needs);
  if (found === undefined) return {decrypted: undefined, unused: []};
  const asking = {project: build.project, environment, isLaptop: build.job === undefined};
  if (request.secretFile !== undefined)
    return {decrypted: undefined, unused: [warnOfTwo(found, besideOf(base, SECRETS), asking)]};
  const strangers = encryptedAmong(release.listed, base).filter(one => one.path !== found.path);
  const others = () => readablesOf(strangers, workspace, needs);
  const text = await decrypt(found, request, {asking, others, needs});
  return {decrypted: {path: found.path, content: Buffer.from(`${text}\n`)}, unused: []};
};

/** `others` are the files of other environments, whose key it may be. */
const decrypt = async (
  encrypted: Encrypted,
  {ageKey: key, project}: Pick<DeployRequest, 'ageKey' | 'project'>,
  {asking, others, needs}: {asking: Asking; others: () => Promise<Encrypted[]>; needs: EncryptedNeeds},
): Promise<string> => {
  const {decrypting} = needs;
  const file = path.join(project.workspace, encrypted.path);
  if (key !== undefined) await hideKey(key, needs);
  try {
    if (encrypted.kind === 'sops') return await decrypting.sops(file, key);
    if (key === undefined) throw keyMissing(encrypted, asking);
    return await decrypting.age(file, key);
  } catch (error) {
    if (!(error instanceof NotDecrypted)) throw error;
    const owns = key === undefined ? [] : await decrypting.recipients(key);
    const {obstacle, message: said} = error;
    const found = {obstacle, said, owns, hasKey: key !== undefined, others: await others(), cause: error};
    throw notDecrypted(encrypted, found, asking);
  }
};

const hideKey = async (key: string, {files, voice}: EncryptedNeeds): Promise<void> => {
  const text = await files.readText(key);
  if (text === undefined) {
    throw new UserError('BAD_ARGUMENT', `There is no file ${key}.`, {
      where: 'COUNTABLE_AGE_KEY_FILE',
      remedy: 'Correct COUNTABLE_AGE_KEY_FILE: it names the file with the age key of the environment.',
    });
  }
  for (const line of text.split('\n'))
    if (line.trim() !== '' && !line.startsWith('#')) voice.hide(line.trim());
};
