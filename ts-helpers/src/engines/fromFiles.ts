import type {EngineKind} from '../archive/manifest.ts';
import {connected} from './mongo/connecting.ts';

/**
 * Owners and rights need roles that such a dump names nowhere in one place: they are left out. `find`: the folder of the dump,
 * somewhere in the one that is given.
 */
const PG_RESTORE =
  'exec pg_restore --no-password --exit-on-error --no-owner --no-acl --dbname="$PGDATABASE" "$@"';

/** Takes pg_dump's custom format from stdin. */
export const restoreCustom = (database: string): string[] => [
  'env',
  `PGDATABASE=${database}`,
  ...['sh', '-c', PG_RESTORE, 'sh'],
];

const FOUND_TOC = `toc=$(find "$1" -name toc.dat | head -n 1)
[ -n "$toc" ] || { echo 'it has no toc.dat' >&2; exit 1; }
set -- --format=directory "$(dirname "$toc")"
${PG_RESTORE}`;

const FOUND_BSON = `folder=$1; shift
first=$(find "$folder" -name '*.bson' ! -name oplog.bson -o -name '*.bson.gz' ! -name oplog.bson.gz | head -n 1)
[ -n "$first" ] || { echo 'it has no collection' >&2; exit 1; }
case $first in *.gz) set -- "$@" --gzip;; esac
exec "$@" "--dir=$(dirname "$(dirname "$first")")"`;

/** Restores what a tool has made of many files, out of a folder of the server's container. */
export const restoreFolder = (
  kind: Exclude<EngineKind, 'mysql'>,
  {folder, database}: {folder: string; database: string},
): string[] => {
  if (kind === 'postgres') return ['env', `PGDATABASE=${database}`, 'sh', '-c', FOUND_TOC, 'sh', folder];
  const tool = connected('mongorestore', [], ['--stopOnError', '--bypassDocumentValidation']);
  return ['sh', '-c', FOUND_BSON, 'sh', folder, ...tool];
};
