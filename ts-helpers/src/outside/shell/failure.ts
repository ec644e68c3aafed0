import {stat} from 'node:fs/promises';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import {systemProblem} from '../../errors/system.ts';
import {isCode} from '../disk.ts';
import {type Command, type Ending, MOST_COLLECTED, type Reason} from './command.ts';

interface Failure extends Ending {
  reason?: Reason;
  timeoutMs: number | undefined;
  /** The last lines of what was printed. */
  tail: string[];
}

/** What a program's ending means that is neither a success nor our own doing. */
export const failureOf = (
  {program, args}: Command,
  {exitCode, signal, stdout, stderr, reason, timeoutMs, tail}: Failure,
): CommandFailed | UserError => {
  if (reason === 'endless') {
    const megabytes = MOST_COLLECTED / 1024 / 1024;
    const message = `${[program, ...args].join(' ')} printed more than ${megabytes} MB where an answer was expected.`;
    return new UserError('COMMAND_GARBLED', message);
  }
  const late = reason === 'late' && {lateAfterMs: timeoutMs};
  return new CommandFailed({program, args, exitCode, signal, ...late, tail, stdout, stderr});
};

/** Why a program cannot be started, by what the system said. */
export const notStarted = async (error: unknown, {program, cwd}: Command): Promise<unknown> => {
  if (isCode(error, 'ERR_INVALID_ARG_VALUE')) return hasNul(program, error);
  if (cwd !== undefined && isCode(error, 'ENOENT', 'ENOTDIR', 'EACCES') && !(await isFolder(cwd))) {
    return new UserError('FILE_GONE', `The folder ${cwd} is not there any more.`, {
      where: cwd,
      cause: error,
    });
  }
  if (isCode(error, 'ENOENT')) {
    return new UserError('TOOL_MISSING', `The command ${program} was not found.`, {cause: error});
  }
  if (isCode(error, 'EACCES', 'ENOEXEC', 'ENOTDIR', 'ELOOP')) {
    return new UserError('TOOL_MISSING', `The command ${program} cannot be run: ${String(error)}.`, {
      remedy: `Look at it (command -v ${program}), and install it anew on this machine.`,
      cause: error,
    });
  }
  return systemProblem(error) ?? error;
};

/** No system takes one. */
export const hasNul = (program: string, cause?: unknown): UserError =>
  new UserError('UNSAFE_NAME', `${program} cannot be given a text with a NUL in it.`, {cause});

const isFolder = async (place: string): Promise<boolean> => {
  try {
    return (await stat(place)).isDirectory();
  } catch {
    return false;
  }
};
