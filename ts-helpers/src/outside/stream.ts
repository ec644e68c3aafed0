import {spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Readable} from 'node:stream';
import {CommandFailed, UserError} from '../errors/userError.ts';
import {isCode} from './disk.ts';
import {remember, signalGroup} from './processGroup.ts';

/** Programs whose output is no text. */
export interface Streams {
  /**
   * Gives what a program prints to `read`, as it comes. A program that was not heard to its end is ended, with all that it
   * started. Throws CommandFailed and TOOL_MISSING, and the reason of the abort signal when the verb was stopped meanwhile.
   */
  stream<T>(program: string, args: readonly string[], read: (output: Readable) => Promise<T>): Promise<T>;
}

const MOST_COMPLAINT = 10_000;

export const createStreams = (signal: AbortSignal): Streams => ({
  async stream(program, args, read) {
    signal.throwIfAborted();
    const child = spawn(program, args, {stdio: ['ignore', 'pipe', 'pipe'], detached: true});
    remember(child);
    const stop = (): void => {
      signalGroup(child, 'SIGKILL');
    };
    signal.addEventListener('abort', stop, {once: true});
    const closed = once(child, 'close');
    // Awaited below; until then nobody listens.
    closed.catch(() => undefined);
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, MOST_COMPLAINT);
    });
    try {
      const result = await read(child.stdout);
      await end();
      return result;
    } catch (error) {
      // What was printed may not be what it should be because the program failed.
      await end();
      throw error;
    }

    async function end(): Promise<void> {
      const isHeard = child.stdout.readableEnded;
      if (!isHeard) {
        child.stdout.destroy();
        stop();
      }
      await closed
        .catch((error: unknown) => {
          throw isCode(error, 'ENOENT')
            ? new UserError('TOOL_MISSING', `The command ${program} was not found.`, {cause: error})
            : error;
        })
        .finally(() => {
          signal.removeEventListener('abort', stop);
          signal.throwIfAborted();
        });
      const {exitCode, signalCode} = child;
      if (!isHeard || exitCode === 0) return;
      throw new CommandFailed({
        program,
        args,
        exitCode: exitCode ?? undefined,
        signal: signalCode ?? undefined,
        tail: complaint.trim().split('\n'),
        stderr: complaint,
      });
    }
  },
});
