/** A file's path from the root on, as it stands in stacks and in messages of Node's. */
const PATH = /(?:file:\/\/)?(?:\/[^\s'"`:,;()<>[\]{}/\\]+){2,}\/?/g;

/** A text without the folders of this machine, which may name a customer: of a path only the last name is left. */
export const placeless = (text: string): string =>
  text.replace(PATH, (path: string, offset: number) =>
    // Within a name it is a part of one, like `node:internal/process/…`.
    /[\p{L}\p{N}_.-]$/u.test(text.slice(0, offset).slice(-1))
      ? path
      : `…/${path.split('/').findLast(name => name !== '') ?? ''}`,
  );

/** Plain data, each of its texts so. */
export const withoutPlaces = <T>(data: T): T => {
  if (typeof data === 'string') return placeless(data) as T;
  if (Array.isArray(data)) return data.map(withoutPlaces) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withoutPlaces(value)])) as T;
};
