import {constants, openSync} from 'node:fs';
import {chmod, mkdir} from 'node:fs/promises';
import {Socket} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import type {Readable, Writable} from 'node:stream';
import {isCode} from './disk.ts';
import type {Files} from './files.ts';
import type {Piped, Pipes} from './pipe.ts';

/** What passes through one goes from process to process, also between this machine and a container of its own. */
export interface NamedPipe {
  /** In its folder. */
  name: string;
  /** Resolves once somebody reads; to undefined where the reader ended without. Whoever fails is given nothing more. */
  into(reader: Pick<Piped, 'ended'>): Promise<Writable | undefined>;
  /** Ends when the writer does, and fails as it fails. */
  from(writer: Pick<Piped, 'ended'>): Readable;
}

/** A folder of named pipes. A container that has it mounted to be read can use them, and make nothing in it. */
export interface NamedPipes {
  folder: string;
  make(): Promise<NamedPipe>;
  remove(): Promise<void>;
}

export interface OpeningPipes {
  /** None where they lead into no container: where the engine is a virtual machine's, as on macOS. */
  open(): Promise<NamedPipes | undefined>;
}

export const createNamedPipes = (
  files: Pick<Files, 'temporaryFolder' | 'remove'>,
  {pipe}: Pipes,
): OpeningPipes => ({
  async open() {
    if (process.platform !== 'linux') return undefined;
    const outer = await files.temporaryFolder();
    // Users of this machine get past the outer one as little as before; in a container it is not there.
    const folder = path.join(outer, 'pipes');
    await mkdir(folder);
    await chmod(folder, 0o755);
    let made = 0;
    return {
      folder,
      async make() {
        made += 1;
        const file = path.join(folder, `${made}`);
        const {input, output, ended} = pipe('mkfifo', ['-m', '666', file]);
        input.end();
        output.resume();
        await ended;
        return {
          name: `${made}`,
          into: reader => writing(file, reader),
          from: writer => reading(file, writer),
        };
      },
      remove: () => files.remove(outer),
    };
  },
});

const LOOK_MS = 5;

/** Opening it waits for nobody: neither does the end of this process then. */
const writing = async (file: string, {ended}: Pick<Piped, 'ended'>): Promise<Writable | undefined> => {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  ended.then(over, over);
  for (;;) {
    try {
      const fd = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
      return failingWith(ended, new Socket({fd, readable: false, writable: true}));
    } catch (error) {
      // Nobody reads yet.
      if (!isCode(error, 'ENXIO')) throw error;
    }
    if (isOver) return undefined;
    await pause(LOOK_MS);
  }
};

const reading = (file: string, {ended}: Pick<Piped, 'ended'>): Readable =>
  failingWith(
    ended,
    new Socket({
      fd: openSync(file, constants.O_RDONLY | constants.O_NONBLOCK),
      readable: true,
      writable: false,
    }),
  );

/** A process in a container goes on when the command ends that has started it. */
const failingWith = (ended: Promise<unknown>, stream: Socket): Socket => {
  ended.catch((error: unknown) => stream.destroy(error as Error));
  // Whoever comes to it later meets it all the same.
  stream.on('error', () => undefined);
  return stream;
};
