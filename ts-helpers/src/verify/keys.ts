import {Readable} from 'node:stream';
import {finished} from 'node:stream/promises';
import type {KeptArchive} from '../archive/inventory.ts';
import {UserError} from '../errors/userError.ts';
import type {Encrypting} from '../outside/encrypting.ts';
import type {Signature} from '../outside/signing.ts';

interface OpeningNeeds {
  /** File with the identity that opens what is encrypted. */
  keyFile: string | undefined;
  encrypting: Pick<Encrypting, 'decrypt'>;
}

/** Throws BACKUP_KEY_MISSING where nothing would open it; whether a key is one of its own is seen as it is read. */
export const requireKey = async (
  {key, isEncrypted}: Pick<KeptArchive, 'key' | 'isEncrypted'>,
  needs: OpeningNeeds,
): Promise<void> => {
  if (!isEncrypted) return;
  if (needs.keyFile === undefined)
    throw new UserError(
      'BACKUP_KEY_MISSING',
      `${key} is encrypted, and COUNTABLE_BACKUP_KEY_FILE names no key.`,
      {where: key},
    );
  await requireIdentity(needs);
};

export interface KeysNeeds extends OpeningNeeds {
  sign: ((text: string) => Promise<Signature>) | undefined;
}

/** Of a backup that is not begun yet: a key that is named is one. Throws BAD_KEY and BACKUP_KEY_MISSING. */
export const requireKeys = async (
  {isEncrypted, isProven}: {isEncrypted: boolean; isProven: boolean},
  needs: KeysNeeds,
): Promise<void> => {
  if (isProven) await requireSigning(needs);
  if (isEncrypted) await requireIdentity(needs);
};

/** What cannot be signed is told before hours of work for it. Throws BAD_KEY. */
export const requireSigning = async ({sign}: Pick<KeysNeeds, 'sign'>): Promise<void> => {
  await sign?.('');
};

/** Whatever decrypts looks at its key first, and finds nothing to decrypt then. */
const requireIdentity = async ({keyFile, encrypting}: OpeningNeeds): Promise<void> => {
  if (keyFile === undefined) return;
  try {
    await finished((await encrypting.decrypt(Readable.from([]), keyFile)).resume());
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'BACKUP_BROKEN') throw error;
  }
};
