import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {systemProblem} from '../errors/system.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import type {ComposeProject} from '../compose/model.ts';
import {inside, words} from './compose.ts';
import {isCode} from './disk.ts';
import {installingHere} from './distribution.ts';
import {createShell} from './shell.ts';

/** What Compose does before the eyes of a person. */
export interface AttendedCompose {
  /** What services have printed, and with `follow` what they print until it is stopped or nobody reads any more. */
  logs(
    project: ComposeProject,
    wanted: {services: readonly string[]; tail: string; follow: boolean},
    onLine: (line: string) => void,
  ): Promise<void>;
  /** A program in a running service has this terminal, until it ends. Resolves to its exit code. */
  enter(project: ComposeProject, service: string, command: readonly string[]): Promise<number>;
}

export const createAttendedCompose = (signal: AbortSignal): AttendedCompose => ({
  async logs(project, {services, tail, follow}, onLine) {
    // Who looks at the beginning alone, as `head` does, has gone by then.
    const unread = new AbortController();
    process.stdout.once('error', () => {
      unread.abort();
    });
    const flags = [...(follow ? ['--follow'] : []), '--tail', tail];
    const {cwd, env} = inside(project);
    try {
      const shell = createShell(AbortSignal.any([signal, unread.signal]), 1_000);
      await shell.run('docker', [...words(project), 'logs', ...flags, '--', ...services], {cwd, env, onLine});
    } catch (error) {
      // To end it is how it is used.
      const isOver = unread.signal.aborted || (follow && signal.aborted);
      if (!isOver) throw error;
    }
  },

  async enter(project, service, command) {
    const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
    const args = [...words(project), 'exec', ...(isTerminal ? [] : ['-T']), '--', service, ...command];
    const {cwd, env} = inside(project);
    const child = spawn('docker', args, {cwd, env: {...process.env, ...env}, stdio: 'inherit'});
    signal.addEventListener('abort', () => child.kill('SIGTERM'), {once: true});
    try {
      await once(child, 'close');
    } catch (error) {
      if (!isCode(error, 'ENOENT')) throw systemProblem(error) ?? error;
      throw new UserError('DOCKER_MISSING', 'The docker command was not found.', {
        remedy: installingHere('docker'),
        cause: error,
      });
    }
    if (child.exitCode !== null) return child.exitCode;
    // Who stops it signals both alike.
    await pause(100);
    signal.throwIfAborted();
    throw new CommandFailed({program: 'docker', args, signal: child.signalCode ?? undefined, tail: []});
  },
});

/** A line of a result, on stdout, while it comes. */
export const printLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
