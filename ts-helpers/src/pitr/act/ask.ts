import {insideOf} from '../../engines/container.ts';
import {ask, type Inside} from '../../engines/inside.ts';
import {PSQL} from '../../engines/psql.ts';
import type {Pipes} from '../../outside/pipe.ts';

/** SQL in a server's own container, as who it was set up as. */
export const askServer = (container: string, statements: readonly string[], pipes: Pipes): Promise<string> =>
  ask(insideOf(container, 'postgres', pipes), [
    ...PSQL,
    ...statements.flatMap(statement => ['--command', statement]),
  ]);

/** A program in a container, as the user that this runs as. */
export const askInside = (container: string, words: readonly string[], pipes: Pipes): Promise<string> => {
  const inside: Inside = {
    pipe: given => pipes.pipe('docker', ['exec', '--interactive', container, ...given]),
  };
  return ask(inside, words);
};
