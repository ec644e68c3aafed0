import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {chmod, copyFile, lstat, open, readFile, readlink, rename, symlink, unlink} from 'node:fs/promises';
import type {TreeFile} from '../../history/tree.ts';
import {reading, unlessMissing} from '../../outside/disk.ts';
import {besideOf, writeWhole} from '../../outside/files.ts';

/** How what lies at `place` differs from the file; a permission counts only where the content is the same. */
export const compare = async (file: TreeFile, place: string): Promise<'no' | 'mode' | 'yes'> => {
  const there = await lstat(place);
  if (file.kind === 'link')
    return there.isSymbolicLink() && (await readlink(place)) === file.target ? 'no' : 'yes';
  if (!there.isFile()) return 'yes';
  const {from} = file;
  if ('content' in from) {
    const same =
      there.size < LARGE && (await reading(place, () => digestOf(place))) === digestOfContent(from.content);
    return same ? modeDiffers(there.mode, from.mode) : 'yes';
  }
  const here = await lstat(from.file);
  if (here.size !== there.size || !(await areEqual(from.file, place))) return 'yes';
  return modeDiffers(there.mode, here.mode);
};

/** Puts the file there: whoever reads meets the old or the new one, never half of one, and a link is never followed. */
export const put = async (file: TreeFile, place: string): Promise<void> => {
  const {from} = file;
  if ('content' in from) return writeWhole(place, from.content, from.mode);
  const beside = besideOf(place);
  try {
    if (file.kind === 'link') await symlink(file.target ?? '', beside);
    else {
      // Of copying alone nobody would know which of the two places it is.
      await opened(from.file, () => Promise.resolve());
      await copyFile(from.file, beside);
      // The mode of a copy is cut by the umask.
      await chmod(beside, (await lstat(from.file)).mode & PERMISSIONS);
    }
    await rename(beside, place);
  } catch (error) {
    await unlessMissing(unlink(beside));
    throw error;
  }
};

/** Writes the file where it is: whoever has it before his eyes sees it change. One that is none is replaced. */
export const putInto = async (file: TreeFile, place: string): Promise<void> => {
  const there = await unlessMissing(lstat(place));
  if (file.kind !== 'file' || !there?.isFile()) return put(file, place);
  const {from} = file;
  const content = 'content' in from ? from.content : await reading(from.file, () => readFile(from.file));
  const handle = await open(place, 'r+');
  try {
    const bytes = Buffer.from(content);
    await handle.write(bytes, 0, bytes.length, 0);
    await handle.truncate(bytes.length);
    await handle.chmod(await modeOf(file));
  } finally {
    await handle.close();
  }
};

/** The permissions that the file is to have. */
export const modeOf = async ({from}: TreeFile): Promise<number> =>
  'content' in from ? from.mode : (await lstat(from.file)).mode & PERMISSIONS;

/** Kind and content of a file, as text that two equal files share. */
export const identityOf = async ({kind, target, from}: TreeFile): Promise<string> => {
  if (kind === 'link') return `link ${target}`;
  if ('content' in from) return `file ${digestOfContent(from.content)}`;
  const {mode} = await lstat(from.file);
  return `${mode & 0o111 ? 'program' : 'file'} ${await reading(from.file, () => digestOf(from.file))}`;
};

/** Of what a file is to hold. */
export const digestOfGiven = ({from}: Pick<TreeFile, 'from'>): Promise<string> =>
  'content' in from
    ? Promise.resolve(digestOfContent(from.content))
    : reading(from.file, () => digestOf(from.file));

/** Of a file of whatever size. */
export const digestOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

const PERMISSIONS = 0o777;
/** What is given as text is shorter. */
const LARGE = 100 * 1024 * 1024;
const CHUNK = 256 * 1024;

const digestOfContent = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

const modeDiffers = (one: number, other: number): 'no' | 'mode' =>
  ((one ^ other) & PERMISSIONS) === 0 ? 'no' : 'mode';

/** Of files of the same size. */
const areEqual = (one: string, other: string): Promise<boolean> =>
  opened(one, first =>
    opened(other, async second => {
      for (let at = 0; ; at += CHUNK) {
        const [a, b] = await Promise.all([first(at), second(at)]);
        if (!a.equals(b)) return false;
        if (a.length < CHUNK) return true;
      }
    }),
  );

/** Works with what reads the file in chunks; it is closed whatever happens, and named where it cannot be read. */
const opened = async <T>(
  file: string,
  work: (chunkAt: (position: number) => Promise<Buffer>) => Promise<T>,
): Promise<T> => {
  const handle = await reading(file, () => open(file));
  try {
    const buffer = Buffer.alloc(CHUNK);
    return await work(async at => {
      const {bytesRead} = await reading(file, () => handle.read(buffer, 0, CHUNK, at));
      return buffer.subarray(0, bytesRead);
    });
  } finally {
    await handle.close();
  }
};
