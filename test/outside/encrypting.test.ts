import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import {generateX25519Identity, identityToRecipient} from 'age-encryption';
import {createEncrypting} from '../../ts-helpers/src/outside/encrypting.ts';
import {createPipes} from '../../ts-helpers/src/outside/pipe.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {closed, has, pieces, sample} from './support/streams.ts';

const WHOLE = sample(2);
const BY = ['the program', 'the library'] as const;

describe('what encrypts backups', () => {
  let folder: string;
  let keys: {file: string; recipient: string}[];
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => {
    unhandled.push(error);
  };

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-encrypting-'));
    keys = await Promise.all(
      ['first', 'second', 'other'].map(async name => {
        const identity = await generateX25519Identity();
        const file = path.join(folder, name);
        writeFileSync(file, `# created: today\n# public key: x\n${identity}\n`);
        return {file, recipient: await identityToRecipient(identity)};
      }),
    );
    process.on('unhandledRejection', note);
    process.on('uncaughtException', note);
  });
  after(() => {
    process.off('unhandledRejection', note);
    process.off('uncaughtException', note);
    rmSync(folder, {recursive: true, force: true});
  });
  afterEach(async () => {
    await new Promise(resolve => setTimeout(resolve, 20));
    assert.deepEqual(unhandled.splice(0), []);
  });

  /** Without a program of that name on the PATH it is the library. */
  const by = async <T>(
    which: (typeof BY)[number],
    work: (one: ReturnType<typeof createEncrypting>) => Promise<T>,
  ) => {
    const {PATH} = process.env;
    if (which === 'the library') process.env['PATH'] = folder;
    try {
      const {signal} = new AbortController();
      return await work(createEncrypting(createShell(signal), createPipes(signal)));
    } finally {
      process.env['PATH'] = PATH;
    }
  };
  const encrypted = (which: (typeof BY)[number], whole = WHOLE): Promise<Buffer> =>
    by(which, async one => buffer(await one.encrypt(pieces(whole), recipients())));
  const decrypted = (
    which: (typeof BY)[number],
    small: Buffer,
    keyFile = keys[0]?.file ?? '',
  ): Promise<Buffer> => by(which, async one => buffer(await one.decrypt(pieces(small), keyFile)));
  const recipients = () => keys.slice(0, 2).map(({recipient}) => recipient);
  const ways = has('age') ? BY : (['the library'] as const);

  it('is read by the other one, of program and library, with either key', async function () {
    if (!has('age')) {
      console.log('    skipped: age is missing; script/test installs it');
      this.skip();
    }
    for (const writer of BY)
      for (const reader of BY)
        for (const whole of [WHOLE, Buffer.alloc(0), WHOLE.subarray(0, 64 * 1024)]) {
          const small = await encrypted(writer, whole);
          assert.ok(!small.includes(Buffer.from('text text')));
          for (const {file} of keys.slice(0, 2))
            assert.ok((await decrypted(reader, small, file)).equals(whole), `${writer}, ${reader}`);
        }
  });

  for (const which of ways) {
    it(`tells where the key is another, by ${which}`, async () => {
      const small = await encrypted(which);
      await assert.rejects(decrypted(which, small, keys[2]?.file), {
        code: 'BACKUP_KEY_MISSING',
        message: 'It is encrypted for other keys than the one that is given.',
        where: keys[2]?.file,
      });
    });

    it(`tells where there is no key in the file, or no file, by ${which}`, async () => {
      const small = await encrypted(which);
      const file = path.join(folder, 'none');
      writeFileSync(file, '# nothing\n');
      await assert.rejects(decrypted(which, small, file), {code: 'BACKUP_KEY_MISSING', where: file});
      writeFileSync(file, 'AGE-SECRET-KEY-1NONSENSE\n');
      await assert.rejects(decrypted(which, small, file), {code: 'BACKUP_KEY_MISSING', where: file});
      const gone = path.join(folder, 'gone');
      await assert.rejects(decrypted(which, small, gone), {code: 'BACKUP_KEY_MISSING', where: gone});
    });

    it(`refuses what was cut off, changed, or is something else, by ${which}`, async () => {
      const small = await encrypted(which);
      const changed = Buffer.from(small);
      changed[small.length - 100_000]! ^= 1;
      for (const bad of [
        small.subarray(0, small.length - 1),
        small.subarray(0, small.length / 2),
        small.subarray(0, 100),
        changed,
        WHOLE,
        Buffer.alloc(0),
      ])
        await assert.rejects(decrypted(which, bad), {code: 'BACKUP_BROKEN'}, String(bad.length));
    });

    it(`fails as its source does, both ways, by ${which}`, async () => {
      const small = await encrypted(which);
      const broken = (whole: Buffer) =>
        pieces(whole, () => {
          throw new Error('the line was cut');
        });
      await assert.rejects(
        by(which, async one => buffer(await one.encrypt(broken(WHOLE), recipients()))),
        /the line was cut/,
      );
      await assert.rejects(
        by(which, async one => buffer(await one.decrypt(broken(small), keys[0]?.file ?? ''))),
        /the line was cut/,
      );
    });

    it(`lets go of its source where nobody reads on, or ever did, by ${which}`, async () => {
      const small = await encrypted(which);
      for (const reads of [true, false])
        for (const way of ['encrypt', 'decrypt'] as const) {
          const source = way === 'encrypt' ? pieces(WHOLE) : pieces(small);
          const made = await by(which, one =>
            way === 'encrypt' ? one.encrypt(source, recipients()) : one.decrypt(source, keys[0]?.file ?? ''),
          );
          if (reads) await made[Symbol.asyncIterator]().next();
          made.destroy();
          await closed(source);
        }
    });

    it(`takes no more than it can give on, by ${which}`, async () => {
      let taken = 0;
      const endless = new Readable({
        read() {
          taken += 64 * 1024;
          this.push(Buffer.alloc(64 * 1024, 1));
        },
      });
      const made = await by(which, one => one.encrypt(endless, recipients()));
      await made[Symbol.asyncIterator]().next();
      await new Promise(resolve => setTimeout(resolve, 200));
      assert.ok(taken < 4 * 1024 * 1024, `${taken} bytes were taken`);
      made.destroy();
      await closed(endless);
    });
  }
});
