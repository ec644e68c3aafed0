import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import type {Readable, Writable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {systemProblem} from '../errors/system.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import {isCode} from './disk.ts';
import {installingHere} from './distribution.ts';
import {isTool} from './installing.ts';
import {lettingGo} from './letGo.ts';
import {remember, signalGroup} from './processGroup.ts';

/** A program that is fed and read while it runs. */
export interface Piped {
  input: Writable;
  output: Readable;
  /**
   * Resolves to what it complained of, once it has ended with 0. Throws CommandFailed and TOOL_MISSING, and the reason of the
   * abort signal when the verb was stopped meanwhile.
   */
  ended: Promise<string>;
  /** Ends it at once, with all that it started. */
  stop(): void;
}

export interface PipeOptions {
  /** Added to the environment of this process. */
  env?: Readonly<Record<string, string>>;
}

/** Programs that work on what is too large for memory. */
export interface Pipes {
  pipe(program: string, args: readonly string[], options?: PipeOptions): Piped;
}

const MOST_COMPLAINT = 20_000;

export const createPipes = (signal: AbortSignal): Pipes => ({
  pipe(program, args, {env = {}} = {}) {
    signal.throwIfAborted();
    const child = spawn(program, args, {stdio: 'pipe', detached: true, env: {...process.env, ...env}});
    remember(child);
    const stop = (): void => {
      signalGroup(child, 'SIGKILL');
    };
    signal.addEventListener('abort', stop, {once: true});
    // Of who reads no further the end tells, by its exit code.
    child.stdin.on('error', () => undefined);
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-MOST_COMPLAINT);
    });
    const end = async (): Promise<string> => {
      try {
        await once(child, 'close');
      } catch (error) {
        if (!isCode(error, 'ENOENT')) throw systemProblem(error) ?? error;
        throw new UserError('TOOL_MISSING', `The command ${program} was not found.`, {
          ...(isTool(program) && {remedy: installingHere(program)}),
          cause: error,
        });
      } finally {
        signal.removeEventListener('abort', stop);
        signal.throwIfAborted();
      }
      const {exitCode, signalCode} = child;
      if (exitCode === 0) return complaint;
      throw new CommandFailed({
        program,
        args,
        exitCode: exitCode ?? undefined,
        signal: signalCode ?? undefined,
        tail: complaint.trim().split('\n'),
        stderr: complaint,
      });
    };
    const ended = end();
    // Who reads the output awaits it then; until then nobody listens.
    ended.catch(() => undefined);
    return {input: child.stdin, output: child.stdout, ended, stop};
  },
});

/** What a program makes of a source. It ends well only where both did, and fails as the one of them that failed first. */
export const through = (source: Readable, piped: Piped): Readable => {
  const fed = feeding(source, piped);
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of piped.output) yield chunk as Buffer;
    await settled(fed, piped.ended);
  };
  return lettingGo(chunks(), () => {
    piped.stop();
    source.destroy();
  });
};

/** Feeds a program all of a source. Resolves to what it complained of, once both have ended well; `hear` is told what it prints. */
export const feed = async (
  source: Readable,
  piped: Piped,
  hear: (piece: Buffer) => void = () => undefined,
): Promise<string> => {
  const fed = feeding(source, piped);
  piped.output.on('data', hear);
  try {
    return await settled(fed, piped.ended);
  } finally {
    piped.stop();
    source.destroy();
  }
};

/** Resolves to whether the program took all of it: it may have what it needs. A source that breaks off throws. */
const feeding = (source: Readable, {input}: Piped): Promise<boolean> => {
  let isCut = false;
  // Whoever closes first is whom the other is closed for.
  source.once('close', () => {
    isCut = !source.readableEnded && !input.destroyed;
  });
  const fed = pipeline(source, input).then(
    () => true,
    (error: unknown) => {
      if (isCut || !isRefusedInput(error)) throw error;
      return false;
    },
  );
  fed.catch(() => undefined);
  return fed;
};

/** A source that is cut off makes the program fail; a program that fails is no longer fed. */
const settled = async (fed: Promise<boolean>, ended: Promise<string>): Promise<string> => {
  const [fedAll, ending] = await Promise.allSettled([fed, ended]);
  if (fedAll.status === 'rejected') throw fedAll.reason;
  if (ending.status === 'rejected') throw ending.reason;
  return ending.value;
};

const isRefusedInput = (error: unknown): boolean =>
  isCode(error, 'EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED');
