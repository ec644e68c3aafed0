/** Folders whose content is served at `/`. */
const ROOTS = new Set(['html', 'public', 'dist', 'build', 'www', 'htdocs']);

/** A folder of source maps, and the address its files are served under. */
export interface MapFolder {
  folder: string;
  /** As Sentry writes it: `~/js` is `/js` of any host. */
  urlPrefix: string;
}

/** The folders to be uploaded: the outermost that hold source maps. */
export const mapFolders = (maps: readonly string[]): MapFolder[] => {
  const folders = [...new Set(maps.map(map => map.slice(0, map.lastIndexOf('/'))))];
  return folders
    .filter(folder => !folders.some(other => folder !== other && folder.startsWith(`${other}/`)))
    .sort()
    .map(folder => ({folder, urlPrefix: urlPrefixOf(folder)}));
};

const urlPrefixOf = (folder: string): string => {
  const parts = folder.split('/').filter(Boolean);
  const next = parts.indexOf('.next');
  if (next !== -1) return ['~', '_next', ...parts.slice(next + 1)].join('/');
  const root = parts.findLastIndex(part => ROOTS.has(part));
  return ['~', ...(root === -1 ? [] : parts.slice(root + 1))].join('/');
};
