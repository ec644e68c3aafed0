import {UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Voice} from '../../run/voice.ts';

/** An engine that is updated, or whose machine is busy, is back by then. */
const LONGEST_MS = 120_000;
const LOOK_MS = 1_000;

export interface EngineBackNeeds {
  docker: Pick<Docker, 'version'>;
  clock: Pick<Clock, 'elapsed' | 'wait'>;
  voice: Pick<Voice, 'info'>;
}

export const isEngineGone = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'DOCKER_DOWN';

/** Nothing can be undone without the engine. Resolves also where it does not come back: what is undone then says so itself. */
export const awaitEngine = async ({docker, clock, voice}: EngineBackNeeds): Promise<void> => {
  voice.info('The engine is gone: what was done is undone once it answers again, within 2 minutes');
  for (const until = clock.elapsed() + LONGEST_MS; clock.elapsed() < until; await clock.wait(LOOK_MS)) {
    try {
      await docker.version();
      return;
    } catch (error) {
      if (!isEngineGone(error)) throw error;
    }
  }
};
