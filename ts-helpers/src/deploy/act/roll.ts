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

  const begin = (turn: Turn, existing: readonly Container[]): Underway => {
    const followings = followingOf(turn.service, facts.proxies, facts.model);
    const roll = {turn, existing, followings, told: new Set<Following>(), isEnding: false};
    underway.set(turn.service, roll);
    return roll;
  };

  return {
    async roll({service, settles}, add) {
      const old = await aliveOf(service, facts, needs.docker);
      const roll = begin({service, old, fresh: [], workers: new Map()}, old);
      const wait = standingOf({service, besides: old}, watched, needs);
      await addBeside(roll, {wait, add: () => add(old.length + wanted(service, facts))}, needs);
      roll.turn.fresh = await newOnes(roll, facts, needs);
      // As long as the old are there, the way back is a moment's.
      await handOver(roll, {facts, settle: settles ? wait : undefined}, needs);
      underway.delete(service);
    },

    async scale(service, add) {
      const there = (await aliveOf(service, facts, needs.docker)).sort(byNumber);
      const count = wanted(service, facts);
      const roll = begin(
        {service, old: there.slice(count), fresh: there.slice(0, count), workers: new Map()},
        there,
      );
      if (there.length < count) {
        const wait = standingOf({service, besides: []}, watched, needs);
        await addBeside(roll, {wait, add: () => add(count)}, needs);
        roll.turn.fresh = [...there, ...(await newOnes(roll, facts, needs))];
      }
      await handOver(roll, {facts, settle: undefined}, needs);
      underway.delete(service);
    },

    async unroll(service, later) {
      const roll = underway.get(service);
      if (roll === undefined) return;
      underway.delete(service);
      const {turn, existing, isEnding} = roll;
      if (isEnding) return handoverOf(turn, roll, later).close();
      await handoverOf({...turn, old: existing}, roll, later).back();
      await Promise.all((await newOnes(roll, facts, later)).map(({id}) => later.docker.remove(id)));
    },
  };
};

type Wait = (more?: {serving?: readonly Container[]}) => Promise<void>;

/** Brings more containers up, which get no requests before they are there. */
const addBeside = async (
  roll: Underway,
  {wait, add}: {wait: Wait; add: () => Promise<void>},
  needs: RollNeeds,
): Promise<void> => {
  await handoverOf(roll.turn, roll, needs).shut();
  await add();
  await wait();
};

/** Proxies are led to the fresh, and the old end once they have nothing more to answer. */
const handOver = async (
  roll: Underway,
  {facts, settle}: {facts: DeployFacts; settle: Wait | undefined},
  needs: RollNeeds,
): Promise<void> => {
  const {turn} = roll;
  const handover = handoverOf(turn, roll, needs);
  await handover.turn();
  const turned = needs.clock.elapsed();
  await settle?.({serving: turn.fresh});
  const most = Math.max(graceOf(facts.model.services[turn.service] ?? {}), LEAST_DRAIN_MS);
  if (turn.old.length > 0) await handover.drain(Math.max(0, most - (needs.clock.elapsed() - turned)));
  roll.isEnding = true;
  await end(turn.old, needs.docker);
  await handover.close();
};

const wanted = (service: string, {model}: DeployFacts): number => replicasOf(model.services[service] ?? {});

const newOnes = async (
  {turn: {service}, existing}: Underway,
  facts: DeployFacts,
  {docker}: Pick<RollNeeds, 'docker'>,
): Promise<Container[]> =>
  (await containersOf(service, facts, docker)).filter(one => !isOneOf(existing, one));

const aliveOf = async (service: string, facts: DeployFacts, docker: Docker): Promise<Container[]> =>
  withoutDead(await containersOf(service, facts, docker), docker);

/** As Compose counts those of a service. */
const byNumber = (one: Container, other: Container): number => numberOf(one) - numberOf(other);

const numberOf = ({labels}: Container): number => Number(labels['com.docker.compose.container-number'] ?? 0);

/** Waits for all that there are then besides these. */
const standingOf =
  (
    {service, besides}: {service: string; besides: readonly Container[]},
    watched: Watched,
    needs: RollNeeds,
  ): Wait =>
  (more = {}) =>
    awaitStanding(
      {
        ...more,
        services: [service],
        isAsked: one => one.service === service && !isOneOf(besides, one),
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
