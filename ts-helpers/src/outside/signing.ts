import {createPrivateKey, createPublicKey, type KeyObject, sign, verify} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {UserError} from '../errors/userError.ts';
import {readableRemedy, whyUnread} from '../errors/givenFile.ts';

export interface Signature {
  algorithm: 'Ed25519';
  /** SPKI, PEM. */
  publicKey: string;
  /** Base64. */
  value: string;
}

/** Signs a text with the private key in a file (Ed25519, PEM: `openssl genpkey -algorithm ed25519`). Throws BAD_KEY. */
export const signText = async (text: string, keyFile: string): Promise<Signature> => {
  const pem = await readFile(keyFile, 'utf8').catch((cause: unknown) => {
    throw badKey(whyUnread(keyFile, cause), {
      remedy: readableRemedy(keyFile, cause) ?? 'COUNTABLE_EVIDENCE_KEY_FILE names it: correct that.',
      cause,
    });
  });
  const key = keyIn(pem, keyFile);
  return {
    algorithm: 'Ed25519',
    publicKey: createPublicKey(key).export({type: 'spki', format: 'pem'}).toString(),
    value: sign(null, Buffer.from(text), key).toString('base64'),
  };
};

const keyIn = (pem: string, keyFile: string): KeyObject => {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // It is told below, without what the file holds.
  }
  throw badKey(`${keyFile} holds no private key of Ed25519.`);
};

const badKey = (message: string, more: {remedy?: string; cause?: unknown} = {}): UserError =>
  new UserError('BAD_KEY', message, {where: 'COUNTABLE_EVIDENCE_KEY_FILE', ...more});

/** What is no key has signed nothing. */
export const isSigned = (text: string, {publicKey, value}: Signature): boolean => {
  try {
    return verify(null, Buffer.from(text), publicKey, Buffer.from(value, 'base64'));
  } catch {
    return false;
  }
};
