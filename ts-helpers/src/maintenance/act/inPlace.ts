import {isAlive, isInPlace, serves} from '../../deploy/plan.ts';
import {comesTrue} from '../../deploy/proxies.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Container} from '../../compose/model.ts';
import type {Docker} from '../../outside/docker.ts';
import {type MaintenanceFacts, type MaintenanceStep, servicesOf} from '../plan/facts.ts';
import {publishedBy} from '../plan/ports.ts';
import {restartsOf, WHILE_STOPPED} from '../plan/restarts.ts';
import type {ActNeeds, Serving} from './serving.ts';

type PlaceId = Extract<MaintenanceStep['id'], 'make' | 'replace' | 'giveBack' | 'see'>;

type ChangesRestart = Pick<Docker, 'changeRestart'>;

interface Place {
  serving: Serving;
  /** That services have to become healthy. */
  minutes: number;
}

/** A page in the place of what people reach, and back. Which containers are stopped for it stands in its labels. */
export const placeDeeds = (
  facts: MaintenanceFacts,
  {serving, minutes}: Place,
  needs: ActNeeds,
): {deeds: Record<PlaceId, () => Promise<void>>; undo(deed: string): Promise<void>} => {
  const {docker} = needs;
  const {publishers, pages, idle} = facts;
  const before = pages.filter(isInPlace);
  const stopped = before.flatMap(page => page.stopped);
  const replaced = [...publishers.filter(({id}) => stopped.includes(id)), ...idle];
  const served = before.filter(serves).map(({container}) => container.id);
  const restarts = restartsOf(facts);
  const stop = (ids: readonly string[]) => Promise.all(ids.map(id => docker.stop(id)));
  const changeRestarts = async (which: readonly Container[], by: ChangesRestart, policy?: string) => {
    for (const {id} of which)
      if (restarts[id] !== undefined) await by.changeRestart(id, policy ?? restarts[id]);
  };
  return {
    deeds: {
      make: () =>
        serving.make({ports: publishedBy(publishers), stopped: publishers.map(({id}) => id), restarts}),

      async replace() {
        await changeRestarts(publishers, docker, WHILE_STOPPED);
        await stop([...publishers.filter(isAlive).map(({id}) => id), ...served]);
        await serving.start();
      },

      async giveBack() {
        await stop(before.map(({container}) => container.id));
        await startAgain(replaced, {environment: facts.environment, isPageThere: before.length > 0}, needs);
        await changeRestarts(replaced, docker);
      },

      see: () => awaitHealthy(replaced, minutes, needs),
    },

    async undo(deed) {
      const {docker: later} = needs.afterwards();
      if (deed === 'return') {
        await serving.stop(later);
        for (const id of served.length > 0 ? served : publishers.map(one => one.id))
          await later.startAgain(id);
        if (served.length === 0) await changeRestarts(publishers, later);
      }
      if (deed === 'page' && served.length > 0) {
        await changeRestarts(replaced, later, WHILE_STOPPED);
        for (const {id} of replaced) await later.stop(id);
        for (const id of served) await later.startAgain(id);
      }
    },
  };
};

const startAgain = async (
  replaced: MaintenanceFacts['publishers'],
  {environment, isPageThere}: {environment: string; isPageThere: boolean},
  {docker}: ActNeeds,
): Promise<void> => {
  try {
    for (const {id} of replaced) await docker.startAgain(id);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const why = `${servicesOf(replaced)} cannot be started again: ${error.message}.`;
    const more = {
      where: environment,
      remedy: `Correct that, and once more: countable maintenance off ${environment}`,
      cause: error,
    };
    if (!isPageThere) throw new UserError('START_FAILED', why, more);
    throw new UserError('MAINTENANCE_ON', `Maintenance stays on: ${why}`, more);
  }
};

const awaitHealthy = async (
  replaced: MaintenanceFacts['publishers'],
  minutes: number,
  {docker, clock}: ActNeeds,
): Promise<void> => {
  const waiting = async () =>
    (await docker.inspect(replaced.map(({id}) => id))).filter(
      ({state, health = 'healthy'}) => state !== 'running' || health !== 'healthy',
    );
  const isDone = async () => (await waiting()).length === 0;
  if (await comesTrue(isDone, minutes * 60_000, clock)) return;
  const late = servicesOf(await waiting());
  throw new UserError(
    'SERVICE_UNHEALTHY',
    `Maintenance is off, and ${late} is not healthy after ${minutes} minutes.`,
    {where: `service ${late}`},
  );
};
