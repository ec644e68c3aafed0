import {readEnvFile} from '../../compose/envFile.ts';
import {changedNames, changedWords} from '../../secrets/changedNames.ts';
import type {Files} from '../../outside/files.ts';
import type {Prepared} from './prepare.ts';

/** The secret files that this deploy brings, in words; of `.env` also by which names it differs from the one that is there. */
export const givenSecrets = async (
  {tree, envFile, decrypted, folder}: Pick<Prepared, 'tree' | 'envFile' | 'decrypted' | 'folder'>,
  {files}: {files: Pick<Files, 'readText'>},
): Promise<string[]> => {
  const given = [...tree.values()].filter(
    ({secretFor, from}) => secretFor !== undefined && 'content' in from,
  );
  return Promise.all(
    given.map(async ({path, from}) => {
      if (path !== envFile || !('content' in from)) return path;
      const before = await files.readText(`${folder.path}/${envFile}`);
      const changed =
        before === undefined
          ? ''
          : changedWords(changedNames(valuesIn(before), valuesIn(textOf(from.content))));
      const words = [
        ...(decrypted === undefined ? [] : [`of ${decrypted.path}`]),
        ...(changed === '' ? [] : [changed]),
      ];
      return words.length === 0 ? path : `${path} (${words.join('; ')})`;
    }),
  );
};

const textOf = (content: string | Uint8Array): string =>
  typeof content === 'string' ? content : Buffer.from(content).toString();

/** A piece of a broken secret may look like a name, but for its letters. */
const valuesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    readEnvFile(text)
      .entries.filter(({name}) => /^[A-Z_][A-Z\d_]*$/i.test(name))
      .map(({name, value}) => [name, value]),
  );
