import type {Container} from '../../compose/model.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {DeployFacts} from '../plan.ts';
import {type InTheWay, inTheWay, isAlive, orphansOf} from '../plan/leaving.ts';
import {CommandFailed, messageOf, UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Report} from '../../run/report.ts';

export interface LeavingNeeds {
  docker: Pick<Docker, 'containers' | 'stop' | 'startAgain' | 'rename' | 'remove'>;
  report: Pick<Report, 'info' | 'warn'>;
}

/** What is done with containers that are to go; until the last of it, all can be undone. */
export interface Leaving {
  /** Stops what cannot stand beside the new. */
  makeWay(): Promise<void>;
  /** Stops what is in no file any more: the rest has to do without, as it will have to. */
  setAside(): Promise<void>;
  remove(): Promise<void>;
  /** Starts again what was stopped, unless it was replaced or is being removed. Does not throw: it follows a failure. */
  bringBack(): Promise<void>;
}

export const createLeaving = (
  facts: Pick<DeployFacts, 'composeProject' | 'model' | 'containers'>,
  {docker, report}: LeavingNeeds,
): Leaving => {
  const stopped = new Set<Container>();
  const obstacles = inTheWay(facts);

  const stop = async (containers: readonly Container[]) => {
    const running = containers.filter(one => isAlive(one) && !stopped.has(one));
    for (const one of running) stopped.add(one);
    await Promise.all(running.map(({id}) => docker.stop(id)));
  };

  return {
    async makeWay() {
      await stop(obstacles.map(({container}) => container));
      for (const {container} of obstacles.filter(({isName}) => isName)) {
        await docker.rename(container.id, nameAside(container));
      }
    },

    async setAside() {
      await stop(orphansOf(facts));
    },

    async remove() {
      stopped.clear();
      await Promise.all(orphansOf(facts).map(({id}) => docker.remove(id)));
    },

    async bringBack() {
      if (stopped.size === 0) return;
      try {
        const now = await docker.containers([projectLabel(facts.composeProject)]);
        const named = obstacles.filter(({container, isName}) => isName && !now.some(hasNameOf(container)));
        for (const {container} of named) await docker.rename(container.id, container.name);
        const back = [...stopped].filter(one => !isReplaced(one, obstacles, now));
        await Promise.all(back.map(({id}) => docker.startAgain(id)));
        stopped.clear();
        const services = [...new Set(back.map(({service}) => service))].join(', ');
        if (services !== '') report.info(`Started again, as before: ${services}`);
      } catch (error) {
        if (!(error instanceof CommandFailed) && !(error instanceof UserError)) throw error;
        const names = [...stopped].map(({name}) => name).join(' ');
        report.warn(
          `What was stopped for this deploy could not be started again: ${messageOf(error)} By hand: docker start ${names}`,
        );
      }
    },
  };
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
