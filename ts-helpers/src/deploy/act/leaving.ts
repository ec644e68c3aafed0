import type {Container} from '../../compose/model.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {DeployFacts} from '../plan.ts';
import {type InTheWay, inTheWay, isAlive, orphansOf} from '../plan/leaving.ts';
import {endingWith, leftNetworks, madeAnew} from '../plan/networks.ts';
import type {OwnNetwork} from '../plan/ownResources.ts';
import {CommandFailed, messageOf, UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Voice} from '../../run/voice.ts';
import {sentences} from '../../text/sentences.ts';

export interface LeavingNeeds {
  docker: Pick<Docker, 'containers' | 'stop' | 'startAgain' | 'rename' | 'remove' | 'removeNetwork'>;
  voice: Pick<Voice, 'info' | 'warn'>;
}

/** What is done with containers that are to go; until the last of it, all can be undone. */
export interface Leaving {
  /** Stops what cannot stand beside the new; of these services alone, where they are given. */
  makeWay(services?: readonly string[]): Promise<void>;
  /** Stops what is in networks that are to be made anew, one after the other, and removes these. */
  unlink(): Promise<void>;
  /** Stops what is in no file any more: the rest has to do without, as it will have to. */
  setAside(): Promise<void>;
  /** And what nothing names any more: containers, and networks that nobody is in. */
  remove(): Promise<void>;
  /**
   * Starts those of these containers again that were stopped, unless they were replaced or are being removed. Does not throw:
   * it follows a failure. Resolves to their services.
   */
  bringBack(ids: readonly string[]): Promise<string[]>;
}

export const createLeaving = (
  facts: Pick<DeployFacts, 'composeProject' | 'model' | 'containers' | 'networks'>,
  {docker, voice}: LeavingNeeds,
): Leaving => {
  const stopped = new Set<Container>();
  const obstacles = inTheWay(facts);

  const stop = async (containers: readonly Container[]) => {
    const running = containers.filter(one => isAlive(one) && !stopped.has(one));
    for (const one of running) stopped.add(one);
    await Promise.all(running.map(({id}) => docker.stop(id)));
  };

  return {
    async makeWay(services) {
      const theirs = obstacles.filter(({service}) => services?.includes(service) ?? true);
      await stop(theirs.map(({container}) => container));
      for (const {container} of theirs.filter(({isName}) => isName))
        await docker.rename(container.id, nameAside(container));
    },

    async unlink() {
      for (const one of endingWith(facts)) await stop([one]);
      for (const {id} of madeAnew(facts)) await docker.removeNetwork(id);
      // Without it they cannot start again.
      for (const one of endingWith(facts)) stopped.delete(one);
    },

    setAside: () => stop(orphansOf(facts)),

    async remove() {
      stopped.clear();
      await Promise.all(orphansOf(facts).map(({id}) => docker.remove(id)));
      for (const network of leftNetworks(facts)) await removeLeft(network, {docker, voice});
    },

    async bringBack(ids) {
      const ours = [...stopped].filter(({id}) => ids.includes(id));
      if (ours.length === 0) return [];
      try {
        const now = await docker.containers([projectLabel(facts.composeProject)]);
        const back = await startAgain(ours, {obstacles, ids, now}, docker);
        for (const one of ours) stopped.delete(one);
        const services = [...new Set(back.map(({service}) => service))];
        if (services.length > 0) voice.info(`Started again, as before: ${services.join(', ')}`);
        return services;
      } catch (error) {
        if (!(error instanceof CommandFailed) && !(error instanceof UserError)) throw error;
        voice.warn(notStarted(ours, error));
        return [];
      }
    },
  };
};

const notStarted = (containers: readonly Container[], error: unknown): string =>
  sentences([
    `What was stopped for this deploy could not be started again: ${messageOf(error)}`,
    `By hand: docker start ${containers.map(({name}) => name).join(' ')}`,
  ]);

/** Those that nothing new has taken the place of, by the names that they had. */
const startAgain = async (
  ours: readonly Container[],
  {obstacles, ids, now}: {obstacles: readonly InTheWay[]; ids: readonly string[]; now: readonly Container[]},
  docker: LeavingNeeds['docker'],
): Promise<Container[]> => {
  const named = obstacles.filter(
    ({container, isName}) => isName && ids.includes(container.id) && !now.some(hasNameOf(container)),
  );
  for (const {container} of named) await docker.rename(container.id, container.name);
  const back = ours.filter(one => !isReplaced(one, obstacles, now));
  await Promise.all(back.map(({id}) => docker.startAgain(id)));
  return back;
};

/** Others may have come into it since. */
const removeLeft = async ({id, name}: OwnNetwork, {docker, voice}: LeavingNeeds): Promise<void> => {
  try {
    await docker.removeNetwork(id);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    voice.warn(`The network ${name}, which no compose file names any more, stays: ${error.tail.join(' ')}`);
  }
};

const nameAside = ({name, id}: Container): string => `${name}-before-${id.slice(0, 12)}`;

const hasNameOf =
  ({name}: Container) =>
  (other: Container): boolean =>
    other.name === name;

/** Whether something new has what it had, or is itself made anew. */
const isReplaced = (
  container: Container,
  obstacles: readonly InTheWay[],
  now: readonly Container[],
): boolean => {
  if (!now.some(({id}) => id === container.id)) return true;
  const takers = obstacles.filter(one => one.container === container).map(({service}) => service);
  return now.some(
    one => one.id !== container.id && isAlive(one) && [...takers, container.service].includes(one.service),
  );
};
