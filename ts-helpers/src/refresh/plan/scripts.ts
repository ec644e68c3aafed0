import {type ServerManifest, rowsIn} from '../../archive/manifest.ts';
import {UserError} from '../../errors/userError.ts';

/** The database that a project's own SQL is for. */
export interface ScriptPlace {
  service: string;
  database: string;
}

const NAMED = /^--[ \t]*database:[ \t]*(\S+)[ \t]*$/m;

/** The one that its text names (`-- database: shop`), or else the one with the most rows. Throws MASK_FAILED. */
export const scriptPlace = (
  {file, text}: {file: string; text: string},
  servers: readonly Pick<ServerManifest, 'service' | 'databases'>[],
): ScriptPlace => {
  const all = servers.flatMap(({service, databases}) =>
    databases.map(({name: database, tables}) => ({service, database, rows: rowsIn(tables)})),
  );
  const named = NAMED.exec(text)?.[1];
  const found =
    named === undefined
      ? all.toSorted((one, other) => other.rows - one.rows)[0]
      : all.find(({database}) => database === named);
  if (found !== undefined) return {service: found.service, database: found.database};
  throw new UserError('MASK_FAILED', `${file} is for ${named ?? 'a database'}, and the backup has none.`, {
    where: file,
    remedy: 'Name the database in a line of its own: -- database: NAME',
  });
};
