/** `20261127t183012z`: of a restore, in the names of what it makes. */
export const stampOf = (at: Date): string =>
  at
    .toISOString()
    .replace(/\.\d+Z$/, 'z')
    .replaceAll(/[-:]/g, '')
    .toLowerCase();

export type Made = 'restoring' | 'before';

/** Bytes: https://www.postgresql.org/docs/current/runtime-config-preset.html#GUC-MAX-IDENTIFIER-LENGTH */
const LONGEST = 63;

/** `shop_before_20261127t183012z`. Of those that are too long the beginning is kept, and which one of the server's it is. */
export const nameBeside = (
  name: string,
  {made, stamp, ordinal}: {made: Made; stamp: string; ordinal: number},
): string => {
  const suffix = `_${made}_${stamp}`;
  if (byteLength(name) + suffix.length <= LONGEST) return name + suffix;
  const which = `_${ordinal}`;
  let cut = [...name];
  while (byteLength(cut.join('')) > LONGEST - suffix.length - which.length) cut = cut.slice(0, -1);
  return cut.join('') + which + suffix;
};

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** Whether a restore made it, to be loaded into: what is a project's own has no such name. */
export const isLoading = (name: string): boolean => /_restoring_\d{8}t\d{6}z$/.test(name);
