import {readDump} from '../engines/dumped.ts';
import type {Engine, ServerLook} from '../engines/engine.ts';
import type {Inside} from '../engines/inside.ts';
import type {Large} from '../engines/large.ts';
import type {DumpRead} from '../engines/reader.ts';

/** What a server holds, as its own tool tells it. */
export interface Holds {
  look: ServerLook;
  databases: ReadonlyMap<string, DumpRead>;
}

/** Dumps all that there is, and counts it as it passes. */
export const whatHolds = async ({
  engine,
  inside,
  large,
}: {
  engine: Engine;
  inside: Inside;
  large: Large;
}): Promise<Holds> => {
  const look = await engine.look(inside);
  const databases = new Map<string, DumpRead>();
  for (const {name} of look.databases)
    databases.set(name, await readDump({engine, large}, engine.dump(name, look)));
  return {look, databases};
};

/** Databases that have come, or are not what they were. Those of the image itself are none of a dump. */
export const addedTo = (before: Holds, {databases}: Holds): [string, DumpRead][] =>
  [...databases].filter(([name, read]) => {
    const was = before.databases.get(name);
    return was === undefined || told(was) !== told(read);
  });

const told = ({schema, tables}: DumpRead): string =>
  JSON.stringify([schema, Object.entries(tables).toSorted()]);
