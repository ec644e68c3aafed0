/** A copy of plain data with every text in it changed, keys that come from outside as well. */
export const eachText = <T>(data: T, change: (text: string) => string): T =>
  JSON.parse(JSON.stringify(data ?? null, (_, value: unknown) => changed(value, change))) as T;

const changed = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  if (entries.every(([key]) => OURS.test(key))) return value;
  return Object.fromEntries(
    entries.map(([key, inner]) => [OURS.test(key) ? key : change(key), inner as unknown]),
  );
};

/** Keys that programs look for are words. */
const OURS = /^[a-zA-Z]{1,30}$/;
