import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import type {Files} from '../outside/files.ts';

/** The project's own, where no other is named. */
const USUAL = 'maintenance.html';
const MOST_BYTES = 64 * 1024;

/** The page of the project, or a plain one. Throws BAD_ARGUMENT where it is no page of the project. */
export const readPage = async (
  {folders, page}: {folders: readonly string[]; page: string | undefined},
  files: Pick<Files, 'isWithin' | 'readText'>,
): Promise<string> => {
  const found = await firstOf(folders, page ?? USUAL, files);
  if (found === undefined && page === undefined) return PLAIN;
  if (found === undefined) throw refused('--page', `${page} is no file of the project`);
  const {file, text} = found;
  if (Buffer.byteLength(text) > MOST_BYTES) throw refused(file, 'The page is larger than 64 KiB');
  if (text.trim() === '') throw refused(file, 'The page is empty');
  // What is not UTF-8 was read as the second of them.
  if (text.includes('\0') || text.includes('\uFFFD')) throw refused(file, 'The page is no text in UTF-8');
  return text;
};

const firstOf = async (
  folders: readonly string[],
  name: string,
  files: Pick<Files, 'isWithin' | 'readText'>,
): Promise<{file: string; text: string} | undefined> => {
  for (const folder of folders) {
    const file = path.resolve(folder, name);
    const text = (await files.isWithin(folder, file)) ? await files.readText(file) : undefined;
    if (text !== undefined) return {file, text};
  }
  return undefined;
};

const refused = (where: string, why: string): UserError =>
  new UserError('BAD_ARGUMENT', `${why}.`, {
    where,
    remedy: 'Name an HTML file of the project, of at most 64 KiB, in UTF-8.',
  });

const PLAIN = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Back soon</title>
<body style="font-family: sans-serif; max-width: 36rem; margin: 20vh auto; padding: 0 1rem">
<h1>Back soon</h1>
<p>This site is being worked on. Please try again in a few minutes.</p>
</body>
</html>
`;
