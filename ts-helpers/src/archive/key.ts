/** How an archive is made smaller: zstd, or lrzip. */
export const COMPRESSIONS = ['zst', 'lrz'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** What the name of an archive tells. */
export interface ArchiveName {
  project: string;
  /** When the backup was begun, to the second. */
  at: Date;
  /** What of the project, where it is not simply its production: `kmc`, `stage`, `kmc-stage`. */
  part?: string;
  compression: Compression;
  isEncrypted: boolean;
}

export const BACKUPS = 'backups/';

/** All that is kept of a project. */
export const prefixOf = (project: string): string => `${BACKUPS}${project}/`;

/** `backups/shop/2026-11-27T142652Z.tar.zst`; of an instance, and encrypted: `backups/shop/2026-11-27T142652Z.kmc.tar.zst.age`. */
export const keyOf = ({project, at, part, compression, isEncrypted}: ArchiveName): string =>
  `${prefixOf(project)}${stampOf(at)}${part === undefined ? '' : `.${part}`}.tar.${compression}${isEncrypted ? '.age' : ''}`;

/** `2026-11-27T142652Z`: UTC, and no character that a file system or shell minds. */
export const stampOf = (at: Date): string =>
  at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');

const KEY =
  /^backups\/(?<project>[^/]+)\/(?<day>\d{4}-\d\d-\d\d)T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)Z(?:\.(?<part>[a-z0-9][a-z0-9_-]*))?\.tar\.(?<compression>zst|lrz)(?<age>\.age)?$/;

/** Undefined where it is no archive of ours. */
export const archiveNameIn = (key: string): ArchiveName | undefined => {
  const {project, day, hour, minute, second, part, compression, age} = KEY.exec(key)?.groups ?? {};
  if (project === undefined) return undefined;
  const at = new Date(`${day}T${hour}:${minute}:${second}Z`);
  // 2026-02-31 is no day.
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(day ?? '')) return undefined;
  return {
    project,
    at,
    ...(part !== undefined && {part}),
    compression: compression as Compression,
    isEncrypted: age !== undefined,
  };
};

/** Objects that lie beside an archive and tell of it, by its key. */
export const BESIDE = {
  /** What it holds, for who does not want to load it. */
  manifest: '.manifest.json',
  /** The evidence that it was restored, and how that went. */
  proven: '.proven.json',
  failed: '.failed.json',
} as const;

export type Beside = keyof typeof BESIDE;

export const besideKey = (archive: string, what: Beside): string => `${archive}${BESIDE[what]}`;

/** Evidence of a proof that another one came after: `….tar.zst.2026-11-27T142652Z.proven.json`, by when it was made. */
export const pastKey = (archive: string, {what, at}: {what: 'failed' | 'proven'; at: Date}): string =>
  `${archive}.${stampOf(at)}${BESIDE[what]}`;

const PAST = /\.\d{4}-\d\d-\d\dT\d{6}Z$/;

export interface TellsOf {
  archive: string;
  what: Beside;
  /** Evidence that something newer stands for now. */
  isPast: boolean;
}

/** The archive that an object tells of, and what it is; `isArchive`: of which keys. */
export const besideIn = (
  key: string,
  isArchive = (archive: string): boolean => archiveNameIn(archive) !== undefined,
): TellsOf | undefined => {
  for (const [what, end] of Object.entries(BESIDE) as [Beside, string][]) {
    if (!key.endsWith(end)) continue;
    const archive = key.slice(0, -end.length);
    if (isArchive(archive)) return {archive, what, isPast: false};
    const before = what === 'manifest' ? archive : archive.replace(PAST, '');
    if (before !== archive && isArchive(before)) return {archive: before, what, isPast: true};
  }
  return undefined;
};
