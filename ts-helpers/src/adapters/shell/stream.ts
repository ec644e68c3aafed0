import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Readable} from 'node:stream';
import {CommandFailed, UserError} from '../../errors.ts';
import {isCode} from '../files.ts';

interface Streaming {
  program: string;
  args: readonly string[];
  /** Hears of the process as soon as it runs. */
  follow(child: ChildProcess): void;
  stop(child: ChildProcess): void;
}

const MOST_COMPLAINT = 10_000;

/** nano-spawn makes text of whatever a program prints. */
export const streamFrom = async <T>(
  {program, args, follow, stop}: Streaming,
  read: (output: Readable) => Promise<T>,
): Promise<T> => {
  const child = spawn(program, args, {stdio: ['ignore', 'pipe', 'pipe']});
  const closed = once(child, 'close');
  // Awaited below; until then nobody listens.
  closed.catch(() => undefined);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, MOST_COMPLAINT);
  });
  follow(child);
  try {
    const result = await read(child.stdout);
    await end();
    return result;
  } catch (error) {
    // What was printed could not be read because the program failed.
    await end();
    throw error;
  }

  async function end(): Promise<void> {
    const isHeard = child.stdout.readableEnded;
    if (!isHeard) {
      child.stdout.destroy();
      stop(child);
    }
    await closed.catch((error: unknown) => {
      throw isCode(error, 'ENOENT')
        ? new UserError('TOOL_MISSING', `The command ${program} was not found.`, {cause: error})
        : error;
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
};
