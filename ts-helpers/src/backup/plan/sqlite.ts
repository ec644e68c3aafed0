import path from 'node:path';
import {UserError} from '../../errors/userError.ts';
import type {BackupFacts} from './facts.ts';
import type {PlannedFiles} from './files.ts';
import {LABEL} from './label.ts';

/** A database of SQLite that is copied while a service may write to it. */
export interface LiveSqlite {
  name: string;
  service: string;
}

export const liveSqlite = (
  files: readonly PlannedFiles[],
  {sqlite}: Pick<BackupFacts, 'sqlite'>,
): LiveSqlite[] =>
  files.flatMap(({name, source}) =>
    Object.entries(sqlite)
      .flatMap(([mount, found]) => found.map(one => ({...one, at: path.posix.join(mount, one.file)})))
      .filter(({at}) => at === source || at.startsWith(`${source}/`))
      .map(({at, service}) => ({name: path.posix.join(name, path.posix.relative(source, at)), service})),
  );

export const liveWarning = (live: readonly LiveSqlite[]): UserError | undefined => {
  const [first] = live;
  if (first === undefined) return undefined;
  const {name, service} = first;
  const more = live.length === 1 ? '' : `, and ${live.length - 1} more`;
  return new UserError(
    'SQLITE_LIVE',
    `${name}${more}, a database of SQLite, is copied while ${service} may write to it: the copy may be broken.`,
    {
      where: name,
      remedy: `Let it keep still meanwhile: give ${service} the label ${LABEL}=stop (or =pause) in the compose file.`,
    },
  );
};
