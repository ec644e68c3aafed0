import {CommandFailed} from '../../errors/userError.ts';
import type {RunOptions} from '../shell.ts';
import type {DockerCommand, Patience} from '../dockerCommand.ts';
import {unlessGone} from './failures.ts';

/** What happens to containers, by their ids. For one that is gone there is nothing to do. */
export interface Lifecycle {
  /** Ends it as its stop signal and its grace say; it stays stopped until somebody starts it. Also after an interruption, when it is told so. */
  stop(container: string, patience?: Patience): Promise<void>;
  /** Also after an interruption. */
  startAgain(container: string): Promise<void>;
  /** Its processes stand still. */
  pause(container: string): Promise<void>;
  /** Also after an interruption. One that is not paused is as it was to be. */
  resume(container: string): Promise<void>;
  /** When the engine starts it by itself: `always`, `on-failure:3`. Also after an interruption. */
  changeRestart(container: string, policy: string): Promise<void>;
  /** Also after an interruption. */
  rename(container: string, name: string): Promise<void>;
  /** Its named volumes stay. */
  remove(container: string): Promise<void>;
}

const RESTORING: RunOptions = {
  uninterruptible: true,
  timeoutMs: 60_000,
  env: {JENKINS_SERVER_COOKIE: undefined},
};

export const lifecycleOf = (docker: DockerCommand): Lifecycle => ({
  async stop(container, patience) {
    await docker(['stop', container], patience).catch(unlessGone);
  },

  async startAgain(container) {
    await docker(['start', container], RESTORING).catch(unlessGone);
  },

  async pause(container) {
    await docker(['pause', container]);
  },

  async resume(container) {
    await docker(['unpause', container], RESTORING)
      .catch(unlessGone)
      .catch((error: unknown) => {
        if (!(error instanceof CommandFailed && /is not paused/i.test(error.stderr))) throw error;
      });
  },

  async changeRestart(container, policy) {
    await docker(['update', '--restart', policy, container], RESTORING).catch(unlessGone);
  },

  async rename(container, name) {
    await docker(['rename', container, name], RESTORING).catch(unlessGone);
  },

  async remove(container) {
    await docker(['rm', '--force', container]).catch(unlessGone);
  },
});
