import {type Manifest, rowsIn} from './manifest.ts';

/** Less than this says nothing: a table of ten rows that has seven now. */
const LEAST_ROWS = 100;
const LEAST_BYTES = 1_000_000;

/** What there is much less of than in the last proven backup, a line each; `percent` may be missing. */
export const shrunkSince = (before: Manifest, now: Manifest, percent: number): string[] => [
  ...before.servers.flatMap(server => {
    const same = now.servers.find(({service}) => service === server.service);
    if (same === undefined) return [`the databases of ${server.service} are not in it any more`];
    return server.databases.flatMap(({name, tables}) => {
      const left = same.databases.find(one => one.name === name);
      if (left === undefined) return [`the database ${name} of ${server.service} is not in it any more`];
      const [had, has] = [tables, left.tables].map(rowsIn) as [number, number];
      return had >= LEAST_ROWS && isLess(has, had, percent)
        ? [`the database ${name} of ${server.service} has ${has} rows, and had ${had}`]
        : [];
    });
  }),
  ...before.files.flatMap(({source, bytes: had}) => {
    const same = now.files.find(one => one.source === source);
    if (same === undefined) return [`${source} is not in it any more`];
    return had >= LEAST_BYTES && isLess(same.bytes, had, percent)
      ? [`${source} has ${same.bytes} bytes, and had ${had}`]
      : [];
  }),
];

const isLess = (has: number, had: number, percent: number): boolean => has < had * (1 - percent / 100);
