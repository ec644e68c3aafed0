import {access, constants, readFile} from 'node:fs/promises';
import type {Readable} from 'node:stream';
import type {Decrypter} from 'age-encryption';
import {CommandFailed, messageOf, UserError} from '../errors/userError.ts';
import {reading} from './disk.ts';
import {lettingGo} from './letGo.ts';
import {type Pipes, through} from './pipe.ts';
import type {Shell} from './shell.ts';

/**
 * age (https://age-encryption.org/v1): who knows the recipients alone can write, and not read what was written. By the program
 * where there is one, which is ten times as fast as the library.
 */
export interface Encrypting {
  encrypt(source: Readable, recipients: readonly string[]): Promise<Readable>;
  /**
   * `keyFile`: with an identity, as age-keygen makes it. What is for others fails the stream with BACKUP_KEY_MISSING, what is cut off
   * or changed with BACKUP_BROKEN.
   */
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
      return byLibrary(source, async stream => {
        const {Encrypter} = await import('age-encryption');
        const encrypter = new Encrypter();
        for (const one of recipients) encrypter.addRecipient(one);
        return encrypter.encrypt(stream);
      });
    },

    async decrypt(source, keyFile) {
      await requireReadable(keyFile);
      if (await hasProgram()) {
        const made = through(source, pipe('age', ['--decrypt', '--identity', keyFile]));
        return explained(made, {source, keyFile});
      }
      const decrypter = await decrypterWith(keyFile);
      const made = byLibrary(source, stream => decrypter.decrypt(stream));
      return explained(made, {source, keyFile});
    },
  };
};

/** What the program says of one that it cannot read is what it says of a damaged archive. */
const requireReadable = async (keyFile: string): Promise<void> => {
  try {
    await access(keyFile, constants.R_OK);
  } catch (error) {
    throw new UserError('BACKUP_KEY_MISSING', `The file of the key, ${keyFile}, cannot be read.`, {
      where: keyFile,
      remedy: 'COUNTABLE_BACKUP_KEY_FILE names it: correct that, or let this user read it.',
      cause: error,
    });
  }
};

const decrypterWith = async (keyFile: string): Promise<Decrypter> => {
  const [{Decrypter}, text] = await Promise.all([
    import('age-encryption'),
    reading(keyFile, () => readFile(keyFile, 'utf8')),
  ]);
  const lines = text.split('\n').map(line => line.trim());
  const keys = lines.filter(line => line.startsWith('AGE-SECRET-KEY-'));
  if (keys.length === 0) throw noKeyIn(keyFile);
  const decrypter = new Decrypter();
  try {
    for (const key of keys) decrypter.addIdentity(key);
  } catch (error) {
    throw noKeyIn(keyFile, error);
  }
  return decrypter;
};

type Stream = ReadableStream<Uint8Array>;

/** What is given back ends or fails with the source, and the source with it. */
const byLibrary = (source: Readable, made: (stream: Stream) => Promise<Stream>): Readable => {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of (await made(webOf(source))) as AsyncIterable<Uint8Array>) yield chunk;
  };
  return lettingGo(chunks(), () => {
    source.destroy();
  });
};

/** By hand: `Readable.toWeb` throws where nobody can catch it when it is left early (docs/decisions/0039). */
const webOf = (source: Readable): Stream => {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const {done, value} = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        source.destroy();
      },
    },
    {highWaterMark: 0},
  );
};

/** Why it was not decrypted, in the same words whatever decrypts. What the source fails by is passed on. */
const explained = (made: Readable, {source, keyFile}: {source: Readable; keyFile: string}): Readable => {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of made) yield chunk as Uint8Array;
    } catch (error) {
      throw error === source.errored ? error : obstacleOf(error, keyFile);
    }
  };
  return lettingGo(chunks(), () => {
    made.destroy();
  });
};

const obstacleOf = (error: unknown, keyFile: string): unknown => {
  const wasKilled = error instanceof CommandFailed && error.signal !== undefined;
  if (wasKilled || error instanceof UserError) return error;
  const said = error instanceof CommandFailed ? error.stderr : messageOf(error);
  if (/no identity matched/i.test(said))
    return new UserError('BACKUP_KEY_MISSING', 'It is encrypted for other keys than the one that is given.', {
      where: keyFile,
      cause: error,
    });
  if (/no secret keys|no identities|secret key|identity type/i.test(said)) return noKeyIn(keyFile, error);
  return new UserError('BACKUP_BROKEN', 'It was cut off, or changed, after it was encrypted.', {
    cause: error,
  });
};

const noKeyIn = (keyFile: string, cause?: unknown): UserError =>
  new UserError('BACKUP_KEY_MISSING', 'There is no key of age in the file that is given.', {
    where: keyFile,
    remedy: 'Name the file that age-keygen has made: it has a line that begins with AGE-SECRET-KEY-.',
    cause,
  });
