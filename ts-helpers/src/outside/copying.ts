/** How much may be copied out of a container, whose content anybody may have made. */
export interface CopyLimits {
  files: number;
  /** Of one file. */
  bytes: number;
  /** Of all that passes by, wanted or not. */
  totalBytes: number;
}

/** An entry of what `docker cp` packs. */
export interface PackedEntry {
  name: string;
  /** file, directory, symlink, link, fifo, character-device and so on. */
  type: string;
  size: number;
}

/** What was copied so far. */
export interface CopyState {
  files: number;
  bytes: number;
  entries: number;
}

export type EntryVerdict = {copy: string} | {leaveOut: string} | {pass: true} | {stop: string};

/** Folders and what nobody asked for pass by as well. */
const ENTRIES_A_FILE = 20;

/** Only regular files get out of a container: under names that lead nowhere else, and not more than was agreed. */
export const judgeEntry = (
  entry: PackedEntry,
  state: CopyState,
  {limits, isWanted}: {limits: CopyLimits; isWanted: (name: string) => boolean},
): EntryVerdict => {
  const {name, type, size} = entry;
  if (state.bytes + size > limits.totalBytes)
    return {stop: `there are more than ${inMegabytes(limits.totalBytes)} in all`};
  if (state.entries >= limits.files * ENTRIES_A_FILE || state.files >= limits.files)
    return {stop: `there are more than ${limits.files} files`};
  if (type === 'directory' || !isWanted(name)) return {pass: true};
  if (type !== 'file') return {leaveOut: `is no file but a ${type}`};
  if (size > limits.bytes) return {leaveOut: `is larger than ${inMegabytes(limits.bytes)}`};
  const path = plainPath(name);
  return path === undefined ? {leaveOut: 'has a name that cannot be used'} : {copy: path};
};

const MEGABYTE = 1024 * 1024;

const inMegabytes = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`;

const LONGEST_PATH = 1_000;
const LONGEST_NAME = 255;

/** A path below any folder; undefined for one that leads out of it, or that no disk takes. */
export const plainPath = (name: string): string | undefined => {
  const parts = name.split('/').filter(part => part !== '' && part !== '.');
  const isPlain =
    parts.length > 0 &&
    name.length <= LONGEST_PATH &&
    parts.every(part => part !== '..' && part.length <= LONGEST_NAME && !/[\p{Cc}\\]/u.test(part));
  return isPlain ? parts.join('/') : undefined;
};

/** Test reports are small; what is larger is something else. */
export const REPORT_LIMITS: CopyLimits = {files: 2_000, bytes: 50 * MEGABYTE, totalBytes: 500 * MEGABYTE};

export const SOURCE_MAP_LIMITS: CopyLimits = {
  files: 20_000,
  bytes: 200 * MEGABYTE,
  totalBytes: 2_000 * MEGABYTE,
};
