import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';

/** What the command line of Docker fails with where the engine refuses. */
export const refused = (args: readonly string[], why: string): CommandFailed => {
  const stderr = `Error response from daemon: ${why}`;
  return new CommandFailed({program: 'docker', args: [...args], exitCode: 1, tail: [stderr], stderr});
};
