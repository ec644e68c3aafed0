/** Whether a path is the folder, or of something in it. Both normalized. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

/** Relative to the folder; undefined where it is elsewhere. */
export const pathWithin = (folder: string, place: string): string | undefined => {
  if (place === folder) return '';
  return place.startsWith(`${folder}/`) ? place.slice(folder.length + 1) : undefined;
};
