import {quoted} from '../text/plain.ts';
import {messageOf} from './userError.ts';

/** Why a file that an argument or a variable of ours names cannot be read, as a sentence. */
export const whyUnread = (file: string, cause: unknown): string => {
  const {code = ''} = cause as NodeJS.ErrnoException;
  return WORDS[code]?.(file) ?? `${file} cannot be read: ${messageOf(cause).replace(/\.$/, '')}.`;
};

/** What lets this user read it where that is all that is missing. */
export const readableRemedy = (file: string, cause: unknown): string | undefined => {
  const {code = ''} = cause as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM'
    ? `Let this user read it: sudo chown "$USER" ${quoted(file)}, and chmod u+r; and the folders above it, ls -ld shows whose they are.`
    : undefined;
};

const noFile = (file: string): string => `There is no file ${file}.`;

const WORDS: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: noFile,
  ENOTDIR: noFile,
  EISDIR: file => `${file} is a folder, and no file.`,
  EACCES: file => `This user may not read ${file}.`,
  EPERM: file => `This user may not read ${file}.`,
};
