import * as z from 'zod/mini';

/** A record of which the names may be any: a table may be called `__proto__` as well, which `z.record` leaves out. */
export const byName = <T extends z.core.SomeType>(value: T) =>
  z.pipe(
    z.transform((all: unknown) => (typeof all === 'object' && all !== null ? Object.entries(all) : all)),
    z.pipe(
      z.array(z.tuple([z.string(), value])),
      z.transform((entries): Record<string, z.output<T>> =>
        Object.fromEntries(entries as [string, z.output<T>][]),
      ),
    ),
  );
