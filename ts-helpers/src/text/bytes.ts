const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** As Docker tells sizes: `1.4 GB`, `87 MB`. */
export const sizeInWords = (bytes: number): string => {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value >= 10 || unit === 0 ? value.toFixed(0) : value.toFixed(1)} ${UNITS[unit]}`;
};

/** Bytes of a size that Docker told: `1.377GB`, `0B`. Undefined where it is none. */
export const bytesOf = (text: string): number | undefined => {
  const [, value, unit] = /^(\d{1,9}(?:\.\d{1,6})?)(B|kB|MB|GB|TB)$/.exec(text) ?? [];
  if (value === undefined) return undefined;
  return Math.round(Number(value) * 1000 ** UNITS.findIndex(one => one === unit));
};
