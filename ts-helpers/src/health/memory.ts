import type {ComposeModel, Container} from '../compose/model.ts';
import {needs} from '../compose/dependencies.ts';

/** The end of one run of a container, as the engine tells it: a container that runs again shows no exit code any more. */
export interface Death {
  container: string;
  exitCode: number;
  outOfMemory: boolean;
}

/** What a watch has seen of containers so far, by their ids. */
export type Memory = ReadonlyMap<string, Remembered>;

export interface Remembered {
  /** How often it had been restarted before the deploy began, and has been since. */
  restartsBefore: number;
  restarts: number;
  /** How often when something beside it was last still to come up, which may be what it lacked. */
  restartsExcused: number;
  isExcused: boolean;
  /** The run that was seen last, and since when, in milliseconds that only ever grow; -Infinity: from before the deploy. */
  run: string;
  since: number;
  unhealthySince: number | undefined;
  lastDeath: Omit<Death, 'container'> | undefined;
  /** Whether it never ended with an exit code but 0, as far as was seen. */
  endsWell: boolean;
}

export interface Look {
  containers: readonly Container[];
  /** Since the deploy began, oldest first, where the engine was asked for them. */
  deaths?: readonly Death[];
  /** Milliseconds now. The engine's own times are by a clock that may be another than ours, and that people set back. */
  elapsed: number;
  /** So long a container of a service has to run until it counts as up. */
  settleMs: (service: string) => number;
  /** Whether something was taken away that any of them may have used: then all have to show that they do without. */
  isWithoutOld?: boolean;
  /** Whether what has a health check has to settle as well, and not only to be healthy once. */
  settlesAll?: boolean;
  /** Who depends on whom: nobody lacks what cannot come up without it. */
  model?: Pick<ComposeModel, 'services'>;
}

/** Tells one run of a container from those before and after a restart. */
const startOf = ({id, startedAt}: Container): string => `${id} ${startedAt.getTime()}`;

/** What there was before the deploy: its restarts are not held against it, and what runs has settled since then. */
export const memoryOf = (before: readonly Container[], since = -Infinity): Memory =>
  new Map(
    before.map(container => [
      container.id,
      {
        ...UNKNOWN,
        restartsBefore: container.restarts,
        ...(isRunning(container) && {run: startOf(container), since}),
      },
    ]),
  );

/** The memory with one more look; containers that are gone are forgotten. */
export const remember = (memory: Memory, look: Look): Memory => {
  const seen = new Map(look.containers.map(container => [container.id, seenOf(container, memory, look)]));
  const coming = look.containers.filter(container => isComing(container, seen, look));
  const services = new Map(look.containers.map(({id, service}) => [id, service]));
  const {model = {services: {}}} = look;
  return new Map(
    [...seen].map(([id, one]) => {
      const service = services.get(id) ?? '';
      const isExcused = coming.some(
        other => other.id !== id && !needs(other.service, model).includes(service),
      );
      // What came up since the last look has been missed until now.
      return [id, {...one, isExcused, ...((isExcused || one.isExcused) && {restartsExcused: one.restarts})}];
    }),
  );
};

/** Whether a container runs again that has ended since the last look: of how it ended only the engine's events tell. */
export const hasUnseenDeaths = (memory: Memory, containers: readonly Container[]): boolean =>
  containers.some(container => {
    const before = memory.get(container.id) ?? UNKNOWN;
    return isRunning(container) && restartsOf(container, before).restarts > before.restarts;
  });

/** Whether it has run on for as long as it takes to settle, whatever its health check says. */
export const hasSettled = (
  {id, service}: Container,
  memory: Memory,
  {elapsed, settleMs}: Pick<Look, 'elapsed' | 'settleMs'>,
): boolean => elapsed - (memory.get(id) ?? UNKNOWN).since >= settleMs(service);

/** What is neither a one-shot service that ended well, nor has run for long enough and well. */
export const isUp = (container: Container, memory: Memory, look: Look): boolean => {
  const {state, exitCode, health, healthCheck} = container;
  const {elapsed, isWithoutOld = false, settlesAll = false} = look;
  if (state === 'exited') return exitCode === 0;
  if (state !== 'running') return false;
  const {since, restarts} = memory.get(container.id) ?? UNKNOWN;
  const isSettled = hasSettled(container, memory, look);
  if (health === undefined) return isSettled;
  if (health !== 'healthy') return false;
  if (!isWithoutOld) return isSettled || (restarts === 0 && !settlesAll);
  // What its check found before is of then.
  const {failures = 0, intervalMs = 0} = healthCheck ?? {};
  return isSettled && failures === 0 && elapsed - since >= Math.min(intervalMs, LONGEST_INTERVAL_MS);
};

const LONGEST_INTERVAL_MS = 30_000;

const isComing = (container: Container, memory: Memory, look: Look): boolean =>
  !isUp(container, memory, look) &&
  ['running', 'created'].includes(container.state) &&
  memory.get(container.id)?.restarts === 0;

const UNKNOWN: Remembered = {
  restartsBefore: 0,
  restarts: 0,
  restartsExcused: -Infinity,
  isExcused: false,
  run: '',
  since: Infinity,
  unhealthySince: undefined,
  lastDeath: undefined,
  endsWell: true,
};

const isRunning = ({state}: Container): boolean => state === 'running';

const seenOf = (container: Container, memory: Memory, {deaths = [], elapsed}: Look): Remembered => {
  const before = memory.get(container.id) ?? UNKNOWN;
  const run = isRunning(container) ? startOf(container) : before.run;
  const isSameRun = run === before.run;
  const unhealthySince = (isSameRun ? before.unhealthySince : undefined) ?? elapsed;
  const ends = [...deaths.filter(death => death.container === container.id), ...shownEnd(container)];
  return {
    ...before,
    ...restartsOf(container, before),
    run,
    since: isSameRun ? before.since : elapsed,
    unhealthySince: container.health === 'unhealthy' ? unhealthySince : undefined,
    lastDeath: ends.at(-1) ?? before.lastDeath,
    endsWell: before.endsWell && ends.every(({exitCode}) => exitCode === 0),
  };
};

/** Docker counts anew when somebody starts a container by hand, as Compose does with one that had stopped. */
const restartsOf = ({restarts}: Container, {restartsBefore}: Remembered) =>
  restarts < restartsBefore
    ? {restartsBefore: 0, restarts}
    : {restartsBefore, restarts: restarts - restartsBefore};

const shownEnd = ({state, exitCode, outOfMemory}: Container): Omit<Death, 'container'>[] =>
  ['restarting', 'exited', 'dead'].includes(state) ? [{exitCode, outOfMemory}] : [];
