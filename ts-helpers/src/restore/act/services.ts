import {messageOf, UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Voice} from '../../run/voice.ts';
import type {Stopped} from '../plan.ts';

export interface ServiceNeeds {
  docker: Pick<Docker, 'stop' | 'startAgain' | 'inspect' | 'logs'>;
  clock: Pick<Clock, 'wait' | 'elapsed'>;
  voice: Pick<Voice, 'warn'>;
}

/** Also after an interruption. */
export const stopAll = async (all: readonly Stopped[], {docker}: ServiceNeeds): Promise<void> => {
  await Promise.all(
    all.map(({container}) => docker.stop(container, {uninterruptible: true, timeoutMs: STOP_MS})),
  );
};

/** Grace is theirs; the limit of the step is shorter for whom it is not enough. */
const STOP_MS = 60 * 60_000;

/** Each is tried, whatever becomes of the others; what does not start is said, with how to help it. */
export const startAll = async (all: readonly Stopped[], {docker, voice}: ServiceNeeds): Promise<void> => {
  for (const {container, service} of all) {
    try {
      await docker.startAgain(container);
    } catch (error) {
      voice.warn(
        `${service} was stopped for a restore, and does not start: ${messageOf(error)}. docker start ${container}`,
      );
      if (error instanceof UserError && error.code === 'INTERRUPTED') throw error;
    }
  }
};

const LOOK_MS = 500;

/** Waits for those that have a health check; those that do not become healthy in time are said, with their last lines. */
export const healthyOr = async (
  all: readonly Stopped[],
  minutes: number,
  {docker, clock, voice}: ServiceNeeds,
): Promise<void> => {
  const begun = clock.elapsed();
  for (;;) {
    const containers = await docker.inspect(all.map(({container}) => container));
    const waiting = containers.filter(({state, health}) => state === 'running' && health === 'starting');
    if (waiting.length > 0 && clock.elapsed() - begun < minutes * 60_000) {
      await clock.wait(LOOK_MS);
      continue;
    }
    for (const {id, service, state, health} of containers) {
      if (state === 'running' && (health === undefined || health === 'healthy')) continue;
      const [last = 'it said nothing'] = (await docker.logs(id, {lines: 20})).slice(-1);
      voice.warn(
        `${service} is not well on what was restored (${state}${health === undefined ? '' : `, ${health}`}): ${last}. countable restore --undo goes back.`,
      );
    }
    return;
  }
};
