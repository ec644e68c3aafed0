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
  /** Brings new containers of a service up beside the old, and ends the old. `add` makes them: so many there are then. */
  roll(service: string, add: (until: number) => Promise<void>): Promise<void>;
  /** Brings the service to the number that it is to have; those that stay go on. `add` makes so many that there are. */
  scale(service: string, add: (until: number) => Promise<void>): Promise<void>;
  /** Takes the new ones away again where the old have not been ended; else only what proxies were told. */
  unroll(service: string, needs: RollNeeds): Promise<void>;
}

/** How far the roll of a service is. */
interface Underway {
  turn: Turn;
  /** What there was before it. */
  existing: readonly Container[];
  followings: readonly Following[];
  told: Set<Following>;
  isEnding: boolean;
}

/** So long connections to old containers may take at least to end. */
const LEAST_DRAIN_MS = 30_000;

export const createRolling = (watched: Watched & {facts: DeployFacts}, needs: RollNeeds): Rolling => {
  const {facts} = watched;
  const underway = new Map<string, Underway>();

  const newOnes = async ({turn: {service}, existing}: Underway, {docker}: Pick<RollNeeds, 'docker'>) =>
    (await containersOf(service, facts, docker)).filter(one => !isOneOf(existing, one));

  const begin = (turn: Turn, existing: readonly Container[]): Underway => {
    const followings = followingOf(turn.service, facts.proxies, facts.model);
    const roll = {turn, existing, followings, told: new Set<Following>(), isEnding: false};
    underway.set(turn.service, roll);
    return roll;
  };

  const addBeside = async (roll: Underway, until: number, add: (until: number) => Promise<void>) => {
    const {service} = roll.turn;
    await handoverOf(roll.turn, roll, needs).shut();
    await add(until);
    await awaitStanding(
      {
        services: [service],
        isAsked: one => one.service === service && !isOneOf(roll.existing, one),
        minutes: watched.request.project.settings.health.minutes,
      },
      watched,
      needs,
    );
  };

  /** Proxies are led to the fresh, and the old end once these have nothing more to answer. */
  const handOver = async (roll: Underway) => {
    const {turn} = roll;
    const handover = handoverOf(turn, roll, needs);
    await handover.turn();
    await handover.drain(Math.max(graceOf(facts.model.services[turn.service] ?? {}), LEAST_DRAIN_MS));
    roll.isEnding = true;
    await end(turn.old, needs.docker);
    await handover.close();
    underway.delete(turn.service);
  };

  const alive = async (service: string) =>
    withoutDead(await containersOf(service, facts, needs.docker), needs.docker);
  const wanted = (service: string) => replicasOf(facts.model.services[service] ?? {});

  return {
    async roll(service, add) {
      const old = await alive(service);
      const roll = begin({service, old, fresh: [], workers: new Map()}, old);
      await addBeside(roll, old.length + wanted(service), add);
      roll.turn.fresh = await newOnes(roll, needs);
      await handOver(roll);
    },

    async scale(service, add) {
      const there = [...(await alive(service))].sort((one, other) => numberOf(one) - numberOf(other));
      const count = wanted(service);
      const turn: Turn = {service, old: there.slice(count), fresh: there.slice(0, count), workers: new Map()};
      const roll = begin(turn, there);
      if (there.length < count) {
        await addBeside(roll, count, add);
        turn.fresh = [...there, ...(await newOnes(roll, needs))];
      }
      await handOver(roll);
    },

    async unroll(service, later) {
      const roll = underway.get(service);
      if (roll === undefined) return;
      underway.delete(service);
      const {turn, existing, isEnding} = roll;
      if (isEnding) return handoverOf(turn, roll, later).close();
      await handoverOf({...turn, old: existing}, roll, later).back();
      await Promise.all((await newOnes(roll, later)).map(({id}) => later.docker.remove(id)));
    },
  };
};

/** As Compose counts those of a service. */
const numberOf = ({labels}: Container): number => Number(labels['com.docker.compose.container-number'] ?? 0);

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
