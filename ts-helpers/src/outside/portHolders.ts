import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Shell} from './shell.ts';

/** Programs of this machine by the TCP ports that they listen at. */
export interface PortHolders {
  /** `python3 (process 4711)`; undefined where nothing here tells: it is another user's, for one. */
  of(port: number): Promise<string | undefined>;
}

/** By `lsof`, which macOS brings, or else by `ss`, which Linux does. */
export const createPortHolders = (shell: Shell): PortHolders => {
  const said = async (program: string, args: readonly string[]): Promise<string> => {
    try {
      return (await shell.run(program, args, {timeoutMs: PATIENCE_MS})).stdout;
    } catch (error) {
      // What cannot be told must not take the place of what is told by it.
      if (error instanceof CommandFailed) return error.stdout;
      if (error instanceof UserError && error.code === 'TOOL_MISSING') return '';
      throw error;
    }
  };
  const named = async (name: string, process: string): Promise<string> => {
    if (name !== OF_NODE) return `${name} (process ${process})`;
    const [program = ''] = (await said('ps', ['-o', 'args=', '-p', process])).trim().split(' ');
    return `${program.slice(program.lastIndexOf('/') + 1) || name} (process ${process})`;
  };
  return {
    async of(port) {
      const [, process, name] =
        BY_LSOF.exec(await said('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'])) ?? [];
      if (name !== undefined) return named(name, process ?? '');
      const [, called, id] = BY_SS.exec(await said('ss', ['-Hltnp', `sport = :${port}`])) ?? [];
      return called === undefined ? undefined : named(called, id ?? '');
    },
  };
};

/** Node calls its thread so, and Linux the process by that. */
const OF_NODE = 'MainThread';
const PATIENCE_MS = 5_000;
const BY_LSOF = /^p(\d+)\nc([^\n]+)/m;
const BY_SS = /users:\(\("([^"]+)",pid=(\d+)/;
