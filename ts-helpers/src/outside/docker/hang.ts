import {setTimeout as pause} from 'node:timers/promises';
import {CommandFailed} from '../../errors/userError.ts';
import type {DockerCommand} from '../dockerCommand.ts';

/** For what hangs. All of it works also after the verb was stopped. */
export interface Hang {
  /** What runs in a container, a process a line, with how long it has run; none where it does not run. */
  processes(container: string): Promise<string[]>;
  /** Interrupts it, as Ctrl+C does, and ends it: many programs say then where they were, and all what they held back. */
  interrupt(container: string): Promise<void>;
}

const CLEANING = {uninterruptible: true, timeoutMs: 15_000};
/** So long a program may take to say where it was. */
const LAST_WORDS_MS = 2_000;

export const hangOf = (docker: DockerCommand): Hang => {
  const kill = (id: string, signal: string) => docker(['kill', '--signal', signal, id], CLEANING);
  return {
    async processes(id) {
      try {
        const {stdout} = await docker(['top', id, '-o', 'pid,etime,args'], CLEANING);
        return stdout.split('\n').slice(1);
      } catch (error) {
        if (error instanceof CommandFailed) return [];
        throw error;
      }
    },

    async interrupt(id) {
      try {
        await kill(id, 'INT');
        await pause(LAST_WORDS_MS);
        await kill(id, 'KILL');
      } catch (error) {
        // It has ended.
        if (!(error instanceof CommandFailed)) throw error;
      }
    },
  };
};
