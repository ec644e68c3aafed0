import {readFile} from 'node:fs/promises';
import {Readable} from 'node:stream';
import type {ReadableStream} from 'node:stream/web';
import {UserError} from '../errors/userError.ts';
import {reading} from './disk.ts';
import {type Pipes, through} from './pipe.ts';
import type {Shell} from './shell.ts';

/**
 * age (https://age-encryption.org/v1): who knows the recipients alone can write, and not read what was written. By the program
 * where there is one, which is ten times as fast as the library.
 */
export interface Encrypting {
  encrypt(source: Readable, recipients: readonly string[]): Promise<Readable>;
  /** `keyFile`: with an identity, as age-keygen makes it. What is cut off, changed or for others fails the stream. */
  decrypt(source: Readable, keyFile: string): Promise<Readable>;
}

export const createEncrypting = (shell: Shell, {pipe}: Pipes): Encrypting => {
  const hasProgram = async (): Promise<boolean> => {
    try {
      await shell.run('age', ['--version']);
      return true;
    } catch (error) {
      if (error instanceof UserError && error.code === 'TOOL_MISSING') return false;
      throw error;
    }
  };
  return {
    async encrypt(source, recipients) {
      if (await hasProgram())
        return through(
          source,
          pipe(
            'age',
            recipients.flatMap(one => ['--recipient', one]),
          ),
        );
      const {Encrypter} = await import('age-encryption');
      const encrypter = new Encrypter();
      for (const one of recipients) encrypter.addRecipient(one);
      return fromWeb(await encrypter.encrypt(webOf(source)));
    },

    async decrypt(source, keyFile) {
      if (await hasProgram()) return through(source, pipe('age', ['--decrypt', '--identity', keyFile]));
      const {Decrypter} = await import('age-encryption');
      const decrypter = new Decrypter();
      const text = await reading(keyFile, () => readFile(keyFile, 'utf8'));
      for (const line of text.split('\n'))
        if (line.startsWith('AGE-SECRET-KEY-')) decrypter.addIdentity(line.trim());
      return fromWeb(await decrypter.decrypt(webOf(source)));
    },
  };
};

const webOf = (source: Readable) => Readable.toWeb(source) as globalThis.ReadableStream<Uint8Array>;
const fromWeb = (stream: globalThis.ReadableStream<Uint8Array>): Readable =>
  Readable.fromWeb(stream as ReadableStream, {objectMode: false});
