import {isAlive, isInPlace, serves} from '../../deploy/held.ts';
import {comesTrue} from '../../deploy/proxies.ts';
import {messageOf, UserError} from '../../errors/userError.ts';
import type {ActNeeds, Deeds, Serving} from '../act.ts';
import {type MaintenanceFacts, servicesOf} from '../plan/facts.ts';
import {publishedBy} from '../plan/ports.ts';

type PlaceDeeds = Pick<Deeds, 'make' | 'replace' | 'giveBack' | 'see'>;

/** A page in the place of what people reach, and back. Which containers are stopped for it stands in its labels. */
export const placeDeeds = (
  facts: MaintenanceFacts,
  {serving, minutes}: {serving: Serving; minutes: number},
  {docker, clock}: ActNeeds,
): {deeds: PlaceDeeds; undo(deed: string): Promise<void>} => {
  const {publishers, pages, environment} = facts;
  const before = pages.filter(isInPlace);
  const stopped = before.flatMap(page => page.stopped);
  const replaced = publishers.filter(({id}) => stopped.includes(id));
  const startAll = async (ids: readonly string[]) => {
    for (const id of ids) await docker.startAgain(id);
  };
  const stopAll = (ids: readonly string[]) => Promise.all(ids.map(id => docker.stop(id)));
  const served = before.filter(serves).map(({container}) => container.id);

  const deeds: PlaceDeeds = {
    make: () => serving.make({ports: publishedBy(publishers), stopped: publishers.map(({id}) => id)}),

    async replace() {
      await stopAll([...publishers.filter(isAlive).map(({id}) => id), ...served]);
      await serving.start();
    },

    async giveBack() {
      await stopAll(before.map(({container}) => container.id));
      try {
        await startAll(replaced.map(({id}) => id));
      } catch (error) {
        const why = `${servicesOf(replaced)} cannot be started again: ${messageOf(error)}`;
        throw new UserError('MAINTENANCE_ON', `Maintenance stays on: ${why}.`, {
          where: environment,
          remedy: `Correct that, and once more: countable maintenance off ${environment}`,
          cause: error,
        });
      }
    },

    async see() {
      const waiting = async () =>
        (await docker.inspect(replaced.map(({id}) => id))).filter(
          ({state, health = 'healthy'}) => state !== 'running' || health !== 'healthy',
        );
      if (await comesTrue(async () => (await waiting()).length === 0, minutes * 60_000, clock)) return;
      const late = servicesOf(await waiting());
      throw new UserError(
        'SERVICE_UNHEALTHY',
        `Maintenance is off, and ${late} is not healthy after ${minutes} minutes.`,
        {where: `service ${late}`},
      );
    },
  };

  return {
    deeds,
    async undo(deed) {
      if (deed === 'return') {
        await serving.stop();
        await startAll(served.length > 0 ? served : publishers.map(({id}) => id));
      }
      if (deed === 'page' && served.length > 0) {
        await stopAll(replaced.map(({id}) => id));
        await startAll(served);
      }
    },
  };
};
