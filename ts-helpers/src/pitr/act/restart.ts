import {engineFor} from '../../engines/engines.ts';
import {insideOf} from '../../engines/container.ts';
import {ask} from '../../engines/inside.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Pipes} from '../../outside/pipe.ts';
import type {ServerFacts} from '../plan/facts.ts';
import type {PlannedPitr} from '../plan/planned.ts';
import {bringBack} from './settings.ts';

export interface RestartNeeds {
  docker: Pick<Docker, 'restart' | 'stop' | 'startAgain' | 'inspect' | 'runOnce'>;
  pipes: Pipes;
  clock: Pick<Clock, 'wait' | 'elapsed'>;
}

const READY_MS = 3 * 60_000;
const LOOK_MS = 300;

/** Back to the settings from before where it does not come up. */
export const restart = async ({server, sidecar}: PlannedPitr, needs: RestartNeeds): Promise<void> => {
  const {container, service} = server;
  const {docker} = needs;
  await docker.restart(container);
  if (await isUp(server, needs)) return;
  await docker.stop(container);
  await bringBack({server, image: sidecar.image}, needs);
  await docker.startAgain(container);
  const isBack = await isUp(server, needs);
  throw new UserError(
    'PITR_FAILED',
    `${service} did not come up with what keeping its moments needs; ${isBack ? 'it runs with its settings from before' : 'and it does not with its settings from before either'}.`,
    {where: service, remedy: `Its log says why: docker logs ${container.slice(0, 12)}`},
  );
};

const isUp = async ({container}: ServerFacts, {docker, pipes, clock}: RestartNeeds): Promise<boolean> => {
  const begun = clock.elapsed();
  const {isReady} = engineFor('postgres');
  while (clock.elapsed() - begun < READY_MS) {
    try {
      await ask(insideOf(container, 'postgres', pipes), isReady);
      return true;
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
    }
    const [{state = 'gone', restarts = 0} = {}] = await docker.inspect([container]);
    if (state === 'exited' || state === 'gone' || restarts > 2) return false;
    await clock.wait(LOOK_MS);
  }
  return false;
};
