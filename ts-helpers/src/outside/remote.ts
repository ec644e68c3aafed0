import {CommandFailed} from '../errors/userError.ts';
import type {Shell} from './shell.ts';

/** What the repository tells that a folder was cloned from. */
export interface Remote {
  /** Its branches as they are now; undefined where it does not tell, or has none. Throws TOOL_MISSING without git. */
  branches(): Promise<string[] | undefined>;
}

/** It may be far away, and whoever waits has something else to do. */
const ANSWER_MS = 20_000;

/** Nobody is asked for a password: what would take one is not told. */
const SILENT = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=10',
};

export const createRemote = (shell: Pick<Shell, 'run'>, folder: string): Remote => ({
  async branches() {
    try {
      const options = {cwd: folder, env: SILENT, timeoutMs: ANSWER_MS};
      const {stdout} = await shell.run('git', ['ls-remote', '--heads'], options);
      const found = stdout.split('\n').flatMap(line => line.split('\trefs/heads/')[1] ?? []);
      return found.length > 0 ? found : undefined;
    } catch (error) {
      if (error instanceof CommandFailed) return undefined;
      throw error;
    }
  },
});
