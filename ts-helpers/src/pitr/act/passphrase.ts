import {randomBytes} from 'node:crypto';
import {Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {passphraseKey} from '../../archive/pointInTime.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Encrypting} from '../../outside/encrypting.ts';
import type {ObjectStore} from '../../outside/s3.ts';

export interface PassphraseNeeds {
  store: Pick<ObjectStore, 'createFrom' | 'read'>;
  encrypting: Encrypting;
  clock: Pick<Clock, 'now'>;
}

/** A new one, kept in the bucket for the holders of the keys before anything is encrypted by it. */
export const makePassphrase = async (
  {project, stanza, recipients}: {project: string; stanza: string; recipients: readonly string[]},
  {store, encrypting, clock}: PassphraseNeeds,
): Promise<string> => {
  const passphrase = randomBytes(48).toString('base64url');
  const sealed = await encrypting.encrypt(Readable.from([Buffer.from(passphrase)]), recipients);
  const order = {expectedBytes: 10_000, run: randomBytes(16).toString('hex'), now: clock.now()};
  await store.createFrom(passphraseKey(project, stanza), sealed, order);
  return passphrase;
};

/** Throws BACKUP_KEY_MISSING where the key opens it not. */
export const fetchPassphrase = async (
  {project, stanza, keyFile}: {project: string; stanza: string; keyFile: string},
  {store, encrypting}: {store: Pick<ObjectStore, 'read'>; encrypting: Encrypting},
): Promise<string> => {
  return text(await encrypting.decrypt(store.read(passphraseKey(project, stanza)), keyFile));
};
