import {open, stat} from 'node:fs/promises';
import process from 'node:process';
import {Readable} from 'node:stream';
import {UserError} from '../errors/userError.ts';
import {reading, unlessMissing} from './disk.ts';
import {type Pipes, through} from './pipe.ts';

/** What somebody names who begins a verb, of whatever size. Throws NOT_READABLE. */
export interface GivenFiles {
  /** Undefined where there is none. */
  look(file: string): Promise<GivenFile | undefined>;
  /** A folder as a tar. */
  read(file: GivenFile): Promise<Readable>;
  /** What is piped in. Throws BAD_ARGUMENT where somebody sits at it. */
  standardInput(): Readable;
}

export interface GivenFile {
  path: string;
  isFolder: boolean;
  size: number;
  modifiedAt: Date;
}

export const createGivenFiles = ({pipe}: Pipes): GivenFiles => ({
  async look(file) {
    const found = await reading(file, () => unlessMissing(stat(file)));
    if (found === undefined) return undefined;
    return {path: file, isFolder: found.isDirectory(), size: found.size, modifiedAt: found.mtime};
  },

  async read({path, isFolder}) {
    if (!isFolder) return (await reading(path, () => open(path))).createReadStream();
    return through(Readable.from([]), pipe('tar', ['--create', '--file=-', '--directory', path, '.']));
  },

  standardInput() {
    if (!process.stdin.isTTY) return process.stdin;
    throw new UserError('BAD_ARGUMENT', 'Nothing is piped in.', {
      where: '--at',
      remedy: 'Pipe it in, as in `ssh host cat dump | countable restore --at -`, or name a file.',
    });
  },
});
