import {UserError} from '../../errors/userError.ts';

/** A finding that a project has made its peace with. Lines move, and are left out. */
export interface Entry {
  code: string;
  file: string;
  message: string;
}

export const BASELINE = '.countable-doctor.json';

export const isIn = ({code, file, message}: Entry, entries: readonly Entry[]): boolean =>
  entries.some(entry => entry.code === code && entry.file === file && entry.message === message);

/** What `--write-baseline` writes: a line for each, in one order, so that a diff shows what came and went. */
export const baselineOf = (found: readonly Entry[]): string => {
  const entries = found.map(({code, file, message}) => ({code, file, message}));
  const lines = [...new Set(entries.map(entry => JSON.stringify(entry)))].sort();
  return `{"version": 1, "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`}]}\n`;
};

/** Throws BASELINE_INVALID. */
export const readBaseline = (text: string, where: string): Entry[] => {
  const refuse = (why: string, cause?: unknown) =>
    new UserError('BASELINE_INVALID', `${where} ${why}.`, {where, cause});
  let read: {version?: unknown; findings?: unknown} | null;
  try {
    read = JSON.parse(text) as typeof read;
  } catch (cause) {
    throw refuse('is no JSON', cause);
  }
  if (read?.version !== 1) throw refuse('is of another version, or no baseline at all');
  if (!Array.isArray(read.findings) || !read.findings.every(isEntry))
    throw refuse('has something else than findings with `code`, `file` and `message`');
  return read.findings;
};

const isEntry = (value: unknown): value is Entry =>
  ['code', 'file', 'message'].every(
    key => typeof (value as Record<string, unknown> | null)?.[key] === 'string',
  );
