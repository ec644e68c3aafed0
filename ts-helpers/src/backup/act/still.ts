import {UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Voice} from '../../run/voice.ts';
import type {BackupFacts, BackupPlan} from '../plan.ts';
import type {BackupJournal} from './journal.ts';

export interface StillNeeds {
  docker: Pick<Docker, 'pause' | 'resume' | 'stop' | 'startAgain'>;
  voice: Pick<Voice, 'warn'>;
}

type StillContainer = BackupJournal['still'][number];

/** Running containers of the services that are to keep still. */
export const containersToStill = (
  {still}: Pick<BackupPlan, 'still'>,
  {containers}: Pick<BackupFacts, 'containers'>,
): StillContainer[] =>
  still.flatMap(({service, how}) =>
    containers
      .filter(one => one.service === service && one.state === 'running')
      .map(({id: container}) => ({container, service, how})),
  );

/** While the work lasts these keep still; whatever becomes of it, they go on afterwards. */
export const keepingStill = async <T>(
  all: readonly StillContainer[],
  needs: StillNeeds,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    for (const {container, how} of all)
      await (how === 'pause' ? needs.docker.pause(container) : needs.docker.stop(container));
    return await work();
  } finally {
    await letGoOn(all, needs);
  }
};

/** Each is tried; what cannot go on is said, with how to help it. */
export const letGoOn = async (all: readonly StillContainer[], {docker, voice}: StillNeeds): Promise<void> => {
  for (const {container, service, how} of all.toReversed()) {
    try {
      await (how === 'pause' ? docker.resume(container) : docker.startAgain(container));
    } catch (error) {
      const help = how === 'pause' ? `docker unpause ${container}` : `docker start ${container}`;
      voice.warn(
        `${service} kept still for a backup, and does not go on: ${(error as Error).message}. ${help}`,
      );
      if (error instanceof UserError && error.code === 'INTERRUPTED') throw error;
    }
  }
};
