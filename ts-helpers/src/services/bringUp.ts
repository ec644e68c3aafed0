import {composeFailure} from '../compose/failure.ts';
import {projectLabel} from '../project/conventions.ts';
import {finalOf} from '../health/final.ts';
import {memoryOf, remember} from '../health/memory.ts';
import {CommandFailed} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {Voice} from '../run/voice.ts';
import {type Doing, explaining} from './explaining.ts';

export interface BringUpNeeds {
  docker: Pick<Docker, 'containers' | 'logs'>;
  clock: Clock;
  voice: Pick<Voice, 'detail'>;
}

const PAUSE_MS = 1_000;

/**
 * Starts the services. Compose gives up as soon as Docker calls one unhealthy that others wait for, though it may be
 * healthy at its next check: then it is waited for, and Compose goes on.
 */
export const bringUp = (
  {doing = 'up', ...about}: Omit<Doing, 'doing'> & {doing?: 'up' | 'up --build'; minutes: number},
  needs: BringUpNeeds,
  up: () => Promise<void>,
): Promise<void> =>
  explaining({...about, doing}, needs.docker, async () => {
    const deadline = needs.clock.elapsed() + about.minutes * 60_000;
    for (;;) {
      try {
        await up();
        return;
      } catch (error) {
        if (!(await passes(error, {...about, deadline}, needs))) throw error;
      }
    }
  });

/** Whether what made Compose give up is over. */
const passes = async (
  error: unknown,
  {composeProject, minutes, deadline}: {composeProject: string; minutes: number; deadline: number},
  {docker, clock, voice}: BringUpNeeds,
): Promise<boolean> => {
  if (!(error instanceof CommandFailed)) return false;
  const {code, where: name} = composeFailure({doing: 'up', tail: error.tail});
  if (code !== 'SERVICE_UNHEALTHY') return false;
  voice.detail(`${name} is unhealthy; it may be healthy at its next check.`);
  let memory = memoryOf([]);
  for (;;) {
    const containers = (await docker.containers([projectLabel(composeProject)])).filter(
      one => one.name === name,
    );
    const look = {containers, elapsed: clock.elapsed(), settleMs: () => 0};
    memory = remember(memory, look);
    const [container] = containers;
    if (container === undefined || finalOf(container, {memory, look, minutes}) !== undefined) return false;
    if (container.health === 'healthy') return true;
    if (clock.elapsed() >= deadline) return false;
    await clock.wait(PAUSE_MS);
  }
};
