/** Layouts that older scripts left archives in, by the script. */
export type LegacyLayout = 'pg-backup-s3' | 'mongo-backup-s3' | 's3-backup-jobs' | 'backup-cortico' | '2017';

/** What the key of an older archive tells. */
export interface LegacyName {
  /** The site, exactly as it was called. */
  project: string;
  /** As the name has it: local time of the host that wrote it, here as if it were UTC. */
  at: Date;
  layout: LegacyLayout;
  /** Undefined where only the contents tell. */
  kind?: 'postgres' | 'mongo';
}

interface Layout {
  end: string;
  layout: LegacyLayout;
  kind?: LegacyName['kind'];
  /** Behind the name of the site. */
  siteEnd?: string;
}

/** Longer ends first. */
const LAYOUTS: readonly Layout[] = [
  {end: '.sql.tar.lrz', layout: 's3-backup-jobs'},
  {end: '.sql.lrz', layout: 'pg-backup-s3', kind: 'postgres'},
  {end: '.tar.lrz', layout: 'mongo-backup-s3', kind: 'mongo', siteEnd: '-dump'},
  {end: '.sql.sql.zst', layout: 'backup-cortico', kind: 'postgres'},
  {end: '.sql.bz2', layout: '2017', kind: 'postgres'},
];

/** Undefined where it is none of them: a log, a folder of another site, something else. `prefix`: what stands before all. */
export const legacyNameIn = (key: string, prefix: string): LegacyName | undefined => {
  if (!key.startsWith(prefix)) return undefined;
  const folders = key.slice(prefix.length).split('/');
  const file = folders.pop() ?? '';
  const found = LAYOUTS.find(({end}) => file.endsWith(end));
  if (found === undefined) return undefined;
  const {end, layout, kind, siteEnd = ''} = found;
  const named = nameIn(file.slice(0, -end.length), folders, layout);
  if (named === undefined || !named.name.endsWith(siteEnd)) return undefined;
  const project = named.name.slice(0, named.name.length - siteEnd.length);
  if (project === '' || !areFolders(folders, project, layout)) return undefined;
  return {project, at: named.at, layout, ...(kind && {kind})};
};

/** Whether a folder at the beginning may hold archives of this project: it is named after it, or after a month or day. */
export const mayHold = (folder: string, project: string): boolean =>
  folder === project || PERIOD.test(folder);

const PERIOD = /^\d{6}(?:\d\d)?$/;
const STAMP = /\.(\d{8}-\d{6})$/;
const DAY = /\.(\d{8})$/;

/** Until 2018 a name had a day alone, or its folder had it. */
const nameIn = (
  stem: string,
  folders: readonly string[],
  layout: LegacyLayout,
): {name: string; at: Date} | undefined => {
  const [all, stamp] = STAMP.exec(stem) ?? (layout === '2017' ? DAY.exec(stem) : null) ?? [];
  const folder = folders.at(-1) ?? '';
  const at = timeIn(stamp ?? (layout === '2017' && folder.length === 8 ? folder : ''));
  return at && {name: all === undefined ? stem : stem.slice(0, -all.length), at};
};

/** `20261127-142652`, or a day alone. */
const timeIn = (stamp: string): Date | undefined => {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d\d)(\d\d)(?:-(\d\d)(\d\d)(\d\d))?$/.exec(stamp) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // 2026-02-31 is no day.
  return Number.isNaN(at.getTime()) || at.toISOString().slice(8, 10) !== day ? undefined : at;
};

/** Nothing; the site; the month, or in the beginning the day; or both. */
const areFolders = (folders: readonly string[], project: string, layout: LegacyLayout): boolean => {
  const rest = folders[0] === project ? folders.slice(1) : folders;
  const [period] = rest;
  if (period === undefined) return true;
  return rest.length === 1 && PERIOD.test(period) && (layout === '2017' || period.length === 6);
};
