import {messageOf} from './userError.ts';

/** Why a file that an argument or a variable of ours names cannot be read, as a sentence. */
export const whyUnread = (file: string, cause: unknown): string => {
  const {code = ''} = cause as NodeJS.ErrnoException;
  return WORDS[code]?.(file) ?? `${file} cannot be read: ${messageOf(cause).replace(/\.$/, '')}.`;
};

const noFile = (file: string): string => `There is no file ${file}.`;

const WORDS: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: noFile,
  ENOTDIR: noFile,
  EISDIR: file => `${file} is a folder, and no file.`,
  EACCES: file => `This user may not read ${file}.`,
  EPERM: file => `This user may not read ${file}.`,
};
