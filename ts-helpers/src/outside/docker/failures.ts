import {installingHere} from '../distribution.ts';
import {elsewhere, type EngineNamed} from '../../causes/engineAddress.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Output} from '../shell/output.ts';

/** There is no container of that name. */
export const gone = (container: string, cause?: unknown): UserError =>
  new UserError('CONTAINER_GONE', `The container ${container} is not there any more.`, {cause});

export const orGone =
  (container: string) =>
  (error: unknown): never => {
    throw isNoContainer(error) ? gone(container, error) : error;
  };

/** What is gone is as it was to be. */
export const unlessGone = (error: unknown): void => {
  if (!isNoContainer(error)) throw error;
};

/** Containers go at any time; docker has told of those that are left. */
export const ofThoseLeft = (error: unknown): Pick<Output, 'stdout'> => {
  if (!isNoContainer(error)) throw error;
  return {stdout: error.stdout === '' ? '[]' : error.stdout};
};

/** A log may be kept elsewhere by its driver, be damaged, or go with its container: then there is no more than there was. */
export const sayingCut =
  (onLine: (line: string) => void) =>
  (error: unknown): void => {
    if (!(error instanceof CommandFailed)) throw error;
    onLine(`(There is no more of this log to be had: ${error.message})`);
  };

/** What a shell says of a program that it cannot run. */
const CANNOT_RUN = [126, 127];

/** Why not even its version is to be had. */
export const engineProblem = (error: unknown, named: EngineNamed): unknown => {
  if (!(error instanceof CommandFailed)) return error;
  const isOfNoUse = CANNOT_RUN.includes(error.exitCode ?? 0);
  const {message} = error;
  if (!isOfNoUse) return new UserError('DOCKER_DOWN', message, {cause: error, ...elsewhere(message, named)});
  return new UserError('DOCKER_MISSING', message, {remedy: installingHere('docker'), cause: error});
};

/** As docker and its clients before 1.13 say it, and podman in their place. */
const NO_CONTAINER = /no such (?:container|object)|no container with name or id/i;
const LAST_LINES = 5;

const isNoContainer = (error: unknown): error is CommandFailed =>
  error instanceof CommandFailed && NO_CONTAINER.test(error.tail.slice(-LAST_LINES).join('\n'));
