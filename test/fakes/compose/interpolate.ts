/** `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}` and `$$`, as Compose reads them; what else there is it does not know. */
const REFERENCE = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?-)([^}]*))?\})/g;

export interface Variables {
  value(name: string): string | undefined;
  /** Called with each name that has neither value nor default. */
  onUnset(name: string): void;
}

export const interpolated = (text: string, {value, onUnset}: Variables): string =>
  text.replaceAll(REFERENCE, (found, ...groups) => {
    if (found === '$$') return '$';
    const [plain, braced, kind, otherwise] = groups as (string | undefined)[];
    const name = plain ?? braced ?? '';
    const set = value(name);
    if (set !== undefined && (set !== '' || kind !== ':-')) return set;
    if (kind !== undefined) return otherwise ?? '';
    onUnset(name);
    return '';
  });

/** The same of every text in plain data; names of fields stay. */
export const interpolatedIn = <T>(data: T, variables: Variables): T => {
  if (typeof data === 'string') return interpolated(data, variables) as T;
  if (Array.isArray(data)) return data.map(one => interpolatedIn(one as unknown, variables)) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, interpolatedIn(value as unknown, variables)]),
  ) as T;
};
