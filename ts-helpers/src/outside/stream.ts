import type {Readable} from 'node:stream';
import {CommandFailed} from '../errors/userError.ts';
import {createPipes} from './pipe.ts';

/** Programs whose output is no text. */
export interface Streams {
  /**
   * Gives what a program prints to `read`, as it comes. A program that was not heard to its end is ended, with all that it
   * started. Throws CommandFailed and TOOL_MISSING, and the reason of the abort signal when the verb was stopped meanwhile.
   */
  stream<T>(program: string, args: readonly string[], read: (output: Readable) => Promise<T>): Promise<T>;
}

export const createStreams = (signal: AbortSignal): Streams => {
  const {pipe} = createPipes(signal);
  return {
    async stream(program, args, read) {
      const {input, output, ended, stop} = pipe(program, args);
      input.end();
      const end = async (): Promise<void> => {
        const isHeard = output.readableEnded;
        if (!isHeard) {
          output.destroy();
          stop();
        }
        await ended.catch((error: unknown) => {
          if (isHeard || !(error instanceof CommandFailed)) throw error;
        });
      };
      try {
        const result = await read(output);
        await end();
        return result;
      } catch (error) {
        // What was printed may not be what it should be because the program failed.
        await end();
        throw error;
      }
    },
  };
};
