import {messageOf, UserError} from '../errors/userError.ts';
import type {Shell} from './shell.ts';

export interface HadolintFinding {
  file: string;
  line: number;
  code: string;
  level: string;
  message: string;
}

/** What hadolint has against Dockerfiles, relative to the folder; undefined where it is not installed. Throws an Error. */
export type Hadolint = (files: readonly string[]) => Promise<HadolintFinding[] | undefined>;

/** It takes a moment for all of them; nobody waits for one that hangs. */
const LIMIT_MS = 20_000;

export const createHadolint =
  (shell: Shell, folder: string): Hadolint =>
  async files => {
    if (files.length === 0) return [];
    try {
      // Names that begin with a hyphen are no options.
      const names = files.map(file => `./${file}`);
      const args = ['--no-fail', '--format', 'json', ...names];
      const {stdout} = await shell.run('hadolint', args, {cwd: folder, timeoutMs: LIMIT_MS});
      return (JSON.parse(stdout) as HadolintFinding[]).map(({file, line, code, level, message}) => ({
        file: file.replace(/^\.\//, ''),
        line,
        code,
        level,
        message,
      }));
    } catch (error) {
      if (error instanceof UserError && error.code === 'TOOL_MISSING') return undefined;
      throw new Error(messageOf(error), {cause: error});
    }
  };
