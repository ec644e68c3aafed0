import {Readable} from 'node:stream';
import {setTimeout as pause} from 'node:timers/promises';
import type {Engine} from '../../../ts-helpers/src/engines/engine.ts';
import {ask, type Inside} from '../../../ts-helpers/src/engines/inside.ts';
import {type Large, largeOf} from '../../../ts-helpers/src/engines/large.ts';
import type {DumpRead} from '../../../ts-helpers/src/engines/reader.ts';
import {createCompressing} from '../../../ts-helpers/src/outside/compressing.ts';
import {createPipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';

export const ready = async (engine: Engine, inside: Inside): Promise<void> => {
  for (;;) {
    try {
      return void (await ask(inside, engine.isReady));
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      await pause(200);
    }
  }
};

export interface Dumped {
  roles: string[];
  rolesDump: Buffer | undefined;
  databases: Record<string, {read: DumpRead; bytes: Buffer}>;
}

export const compressing = createCompressing(createPipes(new AbortController().signal));

const output = async ({dump}: Large, words: readonly string[]): Promise<Buffer> => {
  const {input, output: printed, ended} = await dump(words);
  input.end();
  const pieces: Buffer[] = [];
  for await (const piece of printed) pieces.push(piece as Buffer);
  await ended;
  return Buffer.concat(pieces);
};

export const dumpAll = async (engine: Engine, inside: Inside): Promise<Dumped> => {
  const look = await engine.look(inside);
  const large = await largeOf(inside, compressing);
  const words = engine.dumpRoles(look);
  const databases: Dumped['databases'] = {};
  for (const {name} of look.databases) {
    const bytes = await output(large, engine.dump(name, look));
    const reader = engine.reader();
    for (let at = 0; at < bytes.length; at += 10_007) reader.hear(bytes.subarray(at, at + 10_007));
    databases[name] = {bytes, read: reader.end()};
  }
  return {roles: look.roles, rolesDump: words === null ? undefined : await output(large, words), databases};
};

export const restoreAll = async (
  engine: Engine,
  inside: Inside,
  {rolesDump, databases}: Dumped,
): Promise<string[]> => {
  for (const words of engine.makeRoom(Object.keys(databases))) await ask(inside, words);
  const large = await largeOf(inside, compressing);
  const said: string[] = [];
  if (rolesDump !== undefined)
    said.push(await large.restore(engine.restoreRoles, Readable.from([rolesDump])));
  for (const [name, {bytes}] of Object.entries(databases))
    said.push(await large.restore(engine.restore(name), Readable.from([bytes])));
  return said.flatMap(text => engine.complaints(text));
};

export const readsOf = ({databases}: Dumped) =>
  Object.fromEntries(
    Object.entries(databases).map(
      ([
        name,
        {
          read: {schema, tables, isComplete},
        },
      ]) => [name, {schema, tables, isComplete}],
    ),
  );
