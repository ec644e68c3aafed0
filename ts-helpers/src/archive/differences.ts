import {counted} from '../text/plain.ts';
import {type DatabaseManifest, type FilesManifest, type TableManifest, withoutContents} from './manifest.ts';

/** What of a database can be compared. */
export type DatabaseRead = Pick<DatabaseManifest, 'schema' | 'tables'>;

/** In what a database differs from what was stored of it, a line each: nothing where it is the same. */
export const differencesOf = (stored: DatabaseManifest, restored: DatabaseRead): string[] => {
  const names = [...new Set([...Object.keys(stored.tables), ...Object.keys(restored.tables)])].sort();
  const ofTables = names.flatMap(name => {
    const difference = tableDifference(of(stored.tables, name), of(restored.tables, name));
    return difference === undefined ? [] : [`${stored.name}: ${name} ${difference}`];
  });
  const isOther = stored.schema !== undefined && stored.schema !== restored.schema;
  return [...ofTables, ...(isOther ? [`${stored.name}: its tables, functions or rights are others`] : [])];
};

/** The same of one that was counted, and not read. */
export const rowDifferencesOf = (stored: DatabaseManifest, rows: ReadonlyMap<string, number>): string[] =>
  differencesOf(withoutContents(stored), {
    tables: Object.fromEntries([...rows].map(([name, count]) => [name, {rows: count, bytes: 0}])),
  });

/** What every object has is no table of that name. */
const of = (tables: DatabaseRead['tables'], name: string): TableManifest | undefined =>
  Object.hasOwn(tables, name) ? tables[name] : undefined;

const tableDifference = (
  stored: TableManifest | undefined,
  restored: TableManifest | undefined,
): string | undefined => {
  if (stored === undefined) return 'was not there when it was stored';
  if (restored === undefined) return 'is missing';
  if (stored.rows !== restored.rows) return `has ${counted(restored.rows, 'row')}, and had ${stored.rows}`;
  return stored.digest !== undefined && stored.digest !== restored.digest ? 'has other contents' : undefined;
};

export const fileDifferences = (
  stored: FilesManifest,
  restored: Pick<FilesManifest, 'entries' | 'bytes' | 'digest'>,
): string[] => {
  const {source} = stored;
  if (stored.entries !== restored.entries)
    return [`${source} has ${restored.entries} files and folders, and had ${stored.entries}`];
  if (stored.bytes !== restored.bytes)
    return [`${source} has ${restored.bytes} bytes, and had ${stored.bytes}`];
  const isOther = stored.digest !== undefined && stored.digest !== restored.digest;
  return isOther ? [`${source} has other contents`] : [];
};
