import {agoText} from '../archive/freshness.ts';
import {sizeInWords} from '../text/bytes.ts';
import {counted} from '../text/plain.ts';
import {durationText} from '../text/time.ts';
import {lines} from '../run/planText.ts';
import type {BackupsResult, ProjectBackups, ShownArchive} from './backups.ts';

/** A table for each project, or with `all` a line for each. */
export const backupsText = ({bucket, now, projects, unseen = []}: BackupsResult, all: boolean): string => {
  if (projects.length === 0) return lines(`There is no backup in s3://${bucket}/backups/.`);
  const until = new Date(now);
  const blind = unseen.map(({place, why}) => `Nothing tells whether copies are in ${place}: ${why}`);
  const listed = all
    ? table([headed(OVERVIEW, projects), ...projects.map(one => overview(one, until))])
    : projects.flatMap(one => projectLines(one, until));
  return lines(...listed, ...blind);
};

const OVERVIEW = ['PROJECT', 'BACKUPS', 'NEWEST', 'SIZE', 'VERDICT', 'RPO', 'RTO'];
const ARCHIVES = ['AGE', 'SIZE', 'VERDICT', 'PROOF', 'KEY'];

/** Where something is copied. */
const headed = (heads: readonly string[], projects: readonly ProjectBackups[]): string[] => [
  ...heads,
  ...(projects.some(({archives}) => archives.some(({copies}) => copies !== undefined)) ? ['COPIES'] : []),
];

const copyCell = ({copies}: ShownArchive): string[] =>
  copies === undefined ? [] : [copies.join(', ') || 'none'];

const overview = (one: ProjectBackups, now: Date): string[] => {
  const [newest] = one.archives;
  if (newest === undefined) return [nameOf(one), '0'];
  return [
    nameOf(one),
    `${one.archives.length}`,
    agoText(new Date(newest.at), now),
    sizeInWords(newest.size),
    verdictText(newest),
    timeText(one.rpoMs),
    timeText(one.rtoMs),
    ...copyCell(newest),
  ];
};

const projectLines = (one: ProjectBackups, now: Date): string[] => {
  const bytes = one.archives.reduce((sum, {size}) => sum + size, 0);
  return [
    `${nameOf(one)}: ${counted(one.archives.length, 'backup')}, ${sizeInWords(bytes)}; RPO ${timeText(one.rpoMs)}, RTO ${timeText(one.rtoMs)}`,
    ...table([headed(ARCHIVES, [one]), ...one.archives.map(archive => row(archive, now))]).map(
      line => `  ${line}`,
    ),
  ];
};

const row = (archive: ShownArchive, now: Date): string[] => [
  agoText(new Date(archive.at), now),
  sizeInWords(archive.size),
  verdictText(archive),
  archive.proofMs === undefined ? '' : durationText(archive.proofMs / 1000),
  archive.key,
  ...copyCell(archive),
];

const verdictText = ({verdict, layout, but = []}: ShownArchive): string =>
  [layout === undefined ? verdict : `${verdict} (${layout})`, ...but].join(', ');

const nameOf = ({project, part}: ProjectBackups): string =>
  part === undefined ? project : `${project}/${part}`;

const timeText = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? 'unknown' : durationText(milliseconds / 1000);

const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(cells => (cells[column] ?? '').length)),
  );
  return rows.map(cells =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};
