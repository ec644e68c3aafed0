import type {KeptArchive} from '../../archive/inventory.ts';
import {PRODUCTION} from '../../settings/production.ts';

/** Where names of projects that must have backups come from: each `shop`, or `cortico/kmc`. */
export interface Known {
  /** The organisation's file. */
  listed: readonly string[];
  leave: readonly string[];
  jenkins: readonly string[];
  /** Folders of the bucket. */
  found: readonly string[];
  /** What had backups when the check ran last: that they are gone is no reason to forget it. */
  keptBefore: readonly string[];
}

/** All projects that have to be looked at: also those that nobody is told of, whose old backups go. */
export const projectsOf = ({listed, jenkins, found, keptBefore}: Known): string[] =>
  [...new Set([...listed, ...jenkins, ...found, ...keptBefore].map(projectIn))].sort();

/** `cortico/kmc`, as settings and memory name it. */
export const watchedName = (project: string, part: string | undefined): string =>
  part === undefined ? project : `${project}/${part}`;

const projectIn = (name: string): string => name.split('/', 1)[0] ?? name;

/** Which of a project is watched: undefined is its production itself. */
export const watchedParts = (
  project: string,
  {listed, leave, jenkins, keptBefore}: Known,
  {archives, branches}: {archives: readonly KeptArchive[]; branches: Readonly<Record<string, string>>},
): (string | undefined)[] => {
  const own = (names: readonly string[]): (string | undefined)[] =>
    names.filter(name => projectIn(name) === project).map(name => name.split('/', 2)[1]);
  const others = new Set(Object.values(branches).filter(environment => environment !== PRODUCTION));
  const there = archives.map(({part}) => part).filter(part => isProduction(part, others));
  const wanted = own(listed);
  const rest = [...own(keptBefore), ...there];
  // One whose instances have backups need not be there itself as well.
  const deployed = jenkins.includes(project) && rest.length === 0 && wanted.length === 0;
  const all = new Set([...wanted, ...rest, ...(deployed ? [undefined] : [])]);
  return [...all].filter(part => wanted.includes(part) || !isLeft(project, part, leave));
};

/** What is backed up of staging by hand grows old, and nobody minds. */
const isProduction = (part: string | undefined, others: ReadonlySet<string>): boolean =>
  part === undefined || !others.has(part.slice(part.lastIndexOf('-') + 1));

const isLeft = (project: string, part: string | undefined, leave: readonly string[]): boolean =>
  leave.includes(project) || (part !== undefined && leave.includes(`${project}/${part}`));
