import type {Container} from '../../compose/model.ts';
import {projectLabel} from '../../project/conventions.ts';
import {replicasOf} from '../../health/services.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {DeployFacts} from '../plan.ts';
import {isAlive} from '../plan/leaving.ts';
import {type Following, followingOf} from '../plan/proxy.ts';
import {graceOf} from '../plan/grace.ts';
import type {Turn} from './proxy/handover.ts';
import {handoverOf} from './proxy/handovers.ts';
import {awaitStanding} from './standing.ts';
import type {Watched, WatchNeeds} from './watch.ts';

export interface RollNeeds extends WatchNeeds {
  docker: Docker;
  compose: Compose;
}

export interface Rolling {
  /**
   * Brings new containers of a service up beside the old, and ends the old: where it `settles`, not before the new have settled.
   * `add` makes them: so many there are then.
   */
  roll(
    {service, settles}: {service: string; settles: boolean},
    add: (until: number) => Promise<void>,
  ): Promise<void>;
  /** Takes the new ones away again where the old have not been ended; else only what proxies were told. */
  unroll(service: string, needs: RollNeeds): Promise<void>;
}

/** How far the roll of a service is. */
interface Underway {
  turn: Turn;
  followings: readonly Following[];
  told: Set<Following>;
  isEnding: boolean;
}

/** So long connections to old containers may take at least to end. */
const LEAST_DRAIN_MS = 30_000;

export const createRolling = (watched: Watched & {facts: DeployFacts}, needs: RollNeeds): Rolling => {
  const {facts} = watched;
  const underway = new Map<string, Underway>();

  const newOnes = async ({service, old}: Turn, {docker}: Pick<RollNeeds, 'docker'>) =>
    (await containersOf(service, facts, docker)).filter(one => !isOneOf(old, one));

  return {
    async roll({service, settles}, add) {
      const {docker} = needs;
      const old = await withoutDead(await containersOf(service, facts, docker), docker);
      const turn: Turn = {service, old, fresh: [], workers: new Map()};
      const roll: Underway = {
        turn,
        followings: followingOf(service, facts.proxies, facts.model),
        told: new Set(),
        isEnding: false,
      };
      underway.set(service, roll);
      const definition = facts.model.services[service] ?? {};
      await handoverOf(turn, roll, needs).shut();
      await add(old.length + replicasOf(definition));
      const standing = standingOf({service, old}, watched, needs);
      await standing();
      turn.fresh = await newOnes(turn, needs);
      const handover = handoverOf(turn, roll, needs);
      await handover.turn();
      const turned = needs.clock.elapsed();
      // As long as the old are there, the way back is a moment's.
      if (settles) await standing({serving: turn.fresh});
      const most = Math.max(graceOf(definition), LEAST_DRAIN_MS);
      await handover.drain(Math.max(0, most - (needs.clock.elapsed() - turned)));
      roll.isEnding = true;
      await end(old, docker);
      await handover.close();
      underway.delete(service);
    },

    async unroll(service, later) {
      const roll = underway.get(service);
      if (roll === undefined) return;
      underway.delete(service);
      const {turn, isEnding} = roll;
      const handover = handoverOf(turn, roll, later);
      if (isEnding) return handover.close();
      await handover.back();
      await Promise.all((await newOnes(turn, later)).map(({id}) => later.docker.remove(id)));
    },
  };
};

/** Waits for the new ones. */
const standingOf =
  ({service, old}: Pick<Turn, 'service' | 'old'>, watched: Watched, needs: RollNeeds) =>
  (more: {serving?: readonly Container[]} = {}): Promise<void> =>
    awaitStanding(
      {
        ...more,
        services: [service],
        isAsked: one => one.service === service && !isOneOf(old, one),
        minutes: watched.request.project.settings.health.minutes,
      },
      watched,
      needs,
    );

const containersOf = async (
  service: string,
  {composeProject}: Pick<DeployFacts, 'composeProject'>,
  docker: Pick<Docker, 'containers'>,
): Promise<Container[]> =>
  docker.containers([
    projectLabel(composeProject),
    `com.docker.compose.service=${service}`,
    'com.docker.compose.oneoff=False',
  ]);

/** Compose would count what is dead, and start it again. */
const withoutDead = async (
  containers: readonly Container[],
  docker: Pick<Docker, 'remove'>,
): Promise<Container[]> => {
  await Promise.all(containers.filter(one => !isAlive(one)).map(({id}) => docker.remove(id)));
  return containers.filter(isAlive);
};

const end = async (
  containers: readonly Container[],
  docker: Pick<Docker, 'stop' | 'remove'>,
): Promise<void> => {
  await Promise.all(
    containers.map(async ({id}) => {
      await docker.stop(id);
      await docker.remove(id);
    }),
  );
};

const isOneOf = (all: readonly Container[], {id}: Container): boolean => all.some(one => one.id === id);
