import {stat} from 'node:fs/promises';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import {systemProblem} from '../../errors/system.ts';
import {isCode} from '../disk.ts';
import {type KeptOutput, MOST_COLLECTED} from './output.ts';
import type {Command, Ending} from './program.ts';
import type {Reason} from './program.ts';

/** What a program's ending means that is neither a success nor our own doing. */
export const failureOf = (
  {program, args}: Command,
  {exitCode, signal, reason, timeoutMs}: Ending & {reason?: Reason; timeoutMs?: number | undefined},
  output: KeptOutput,
): CommandFailed | UserError => {
  if (reason === 'endless') {
    const megabytes = MOST_COLLECTED / 1024 / 1024;
    const message = `${[program, ...args].join(' ')} printed more than ${megabytes} MB where an answer was expected.`;
    return new UserError('COMMAND_GARBLED', message);
  }
  return new CommandFailed({
    program,
    args,
    exitCode,
    signal,
    ...(reason === 'late' && {lateAfterMs: timeoutMs}),
    tail: output.tail(),
    ...output.collected(),
  });
};

/** Why a program cannot be started, by what the system said. */
export const notStarted = async (error: unknown, {program, cwd}: Command): Promise<unknown> => {
  if (isCode(error, 'ERR_INVALID_ARG_VALUE')) {
    const message = `${program} cannot be given a text with a NUL in it.`;
    return new UserError('UNSAFE_NAME', message, {cause: error});
  }
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

const isFolder = async (place: string): Promise<boolean> => {
  try {
    return (await stat(place)).isDirectory();
  } catch {
    return false;
  }
};
