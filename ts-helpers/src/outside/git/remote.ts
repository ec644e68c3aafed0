import {CommandFailed} from '../../errors/userError.ts';
import type {RunOptions, Shell} from '../shell.ts';

/** It may be far away, and whoever waits has something else to do. */
const ANSWER_MS = 20_000;

/** Asks nobody for a password: what would be asked is not told. */
const SILENT = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=10',
};

/** The branches of the remote; undefined where it does not answer, or answers that it has none. */
export const branchesAt = async (
  shell: Pick<Shell, 'run'>,
  options: RunOptions,
  missing: (error: unknown) => unknown,
): Promise<string[] | undefined> => {
  try {
    const {stdout} = await shell.run('git', ['ls-remote', '--heads'], {
      ...options,
      env: {...options.env, ...SILENT},
      timeoutMs: ANSWER_MS,
    });
    const found = stdout.split('\n').flatMap(line => line.split('\trefs/heads/')[1] ?? []);
    return found.length > 0 ? found : undefined;
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw missing(error);
  }
};
