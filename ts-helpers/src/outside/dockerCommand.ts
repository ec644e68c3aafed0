import type {EngineNamed} from '../causes/engineAddress.ts';
import {engineFailure} from '../causes/engineFailure.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import {installingHere} from './distribution.ts';
import type {Output} from './shell/output.ts';
import type {RunOptions, Shell} from './shell.ts';

/** For asking in the middle of a failure, which must not wait as long as usual, or after everything was stopped. */
export type Patience = Pick<RunOptions, 'timeoutMs' | 'uninterruptible'>;

export type DockerCommand = (args: readonly string[], options?: RunOptions) => Promise<Output>;

/** Runs docker. Throws DOCKER_MISSING, DOCKER_DOWN and DOCKER_PERMISSION by what it says, otherwise as the shell does. */
export const dockerCommand =
  (shell: Shell, named: EngineNamed): DockerCommand =>
  async (args, options) => {
    try {
      return await shell.run('docker', args, options);
    } catch (error) {
      if (error instanceof UserError && error.code === 'TOOL_MISSING') {
        const message = error.message.replace('The command docker', 'The docker command');
        throw new UserError('DOCKER_MISSING', message, {remedy: installingHere('docker'), cause: error});
      }
      throw (error instanceof CommandFailed && engineFailure(error, named)) || error;
    }
  };

/** So long a question to the engine may take: one that hangs never answers. */
const QUESTION_MS = 60_000;

/** For what an engine that is well answers at once. */
export const asking =
  (docker: DockerCommand): DockerCommand =>
  (args, options) =>
    docker(args, {timeoutMs: QUESTION_MS, ...options});
