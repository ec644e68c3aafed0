import type {ErrorCode} from '../errors/userError.ts';
import type {Container} from '../compose/model.ts';
import type {Look, Memory, Remembered} from './memory.ts';
import {lateCheck} from './lateCheck.ts';

/** Why a container will not come up by waiting. */
export interface Final {
  code: Extract<ErrorCode, 'SERVICE_EXITED' | 'SERVICE_UNHEALTHY' | 'OUT_OF_MEMORY' | 'CONTAINER_GONE'>;
  message: string;
  remedy?: string;
}

/** A container that Docker has restarted so often since the deploy will not stay up by itself. */
const MOST_RESTARTS = 3;
/** And not once more when everything else is up: one restart may have been under way then. */
const RESTARTS_ALONE = 2;
/** What is unhealthy may be healthy at its next check: so long it must have stayed so, and have failed so often again. */
const UNHEALTHY_MS = 30_000;
const FAILURES_MORE = 2;

/** Undefined where waiting may help. `minutes` is how long there is to wait. */
export const finalOf = (
  container: Container,
  {memory, look, minutes}: {memory: Memory; look: Look; minutes: number},
): Final | undefined => {
  const seen = memory.get(container.id);
  return (
    starved(container, seen) ??
    notStarted(container) ??
    ended(container, seen) ??
    (seen && loops(seen) ? endsAgain(container, seen) : undefined) ??
    staysUnhealthy(container, seen, look) ??
    checkedTooLate(container, minutes)
  );
};

/** That it ends again and again, as far as is known how. */
export const endsAgain = (
  {service, restartPolicy, state, exitCode}: Container,
  {lastDeath, endsWell}: Pick<Remembered, 'lastDeath' | 'endsWell'>,
): Final => {
  const code = lastDeath?.exitCode ?? (state === 'running' ? undefined : exitCode);
  if (code === undefined)
    return {code: 'SERVICE_EXITED', message: `The service ${service} ends again and again.`};
  return {
    code: 'SERVICE_EXITED',
    message: `The service ${service} keeps ending with exit code ${code}.`,
    ...(endsWell && {
      remedy: `Give ${service} restart: "no", not ${restartPolicy}, if it is to do its work once; else let its command stay in the foreground.`,
    }),
  };
};

/** What was healthy, got the traffic, and did not stay. */
export const endedServing = (container: Container, seen: Remembered | undefined): Final => {
  const {service, state, exitCode} = container;
  const code = seen?.lastDeath?.exitCode ?? (state === 'running' ? undefined : exitCode);
  const how = code === undefined ? '' : ` with exit code ${code}`;
  return (
    starved(container, seen) ?? {
      code: 'SERVICE_EXITED',
      message: `The service ${service} was healthy, and ended${how} once it had the traffic.`,
    }
  );
};

const starved = ({service, outOfMemory}: Container, seen: Remembered | undefined): Final | undefined =>
  outOfMemory || seen?.lastDeath?.outOfMemory
    ? {code: 'OUT_OF_MEMORY', message: `The service ${service} was killed for lack of memory.`}
    : undefined;

const notStarted = ({service, project, state, startError}: Container): Final | undefined => {
  const exited = (message: string, remedy?: string): Final => ({
    code: 'SERVICE_EXITED',
    message: `The service ${service} ${message}`,
    ...(remedy !== undefined && {remedy}),
  });
  if (startError !== '' && state !== 'running') return exited(`did not start: ${startError}`);
  const compose = `docker compose -p ${project}`;
  if (state === 'created')
    return exited('was made and not started.', 'Deploy again: something has kept Docker from starting it.');
  if (state === 'paused')
    return exited('is paused: somebody did that.', `Let it go on: ${compose} unpause ${service}`);
  return undefined;
};

const ended = (
  {service, state, exitCode, restartPolicy, restartLimit = 0}: Container,
  seen: Remembered | undefined,
): Final | undefined => {
  if (state !== 'dead' && (state !== 'exited' || exitCode === 0)) return undefined;
  const again = seen?.restarts ?? 0;
  const times = again === 1 ? 'once' : `${again} times`;
  const limit = restartLimit > 0 ? `${restartPolicy}:${restartLimit}` : restartPolicy;
  const restarted = again > 0 ? `; Docker has restarted it ${times}, as ${limit} says` : '';
  return {
    code: 'SERVICE_EXITED',
    message: `The service ${service} ended with exit code ${exitCode}${restarted}.`,
  };
};

const loops = ({restarts, restartsExcused}: Remembered): boolean =>
  restarts >= MOST_RESTARTS && restarts >= restartsExcused + RESTARTS_ALONE;

const staysUnhealthy = (
  {service, health, healthCheck}: Container,
  seen: Remembered | undefined,
  {elapsed}: Look,
): Final | undefined => {
  if (health !== 'unhealthy') return undefined;
  const isLong = elapsed - (seen?.unhealthySince ?? elapsed) >= UNHEALTHY_MS;
  const {failures, retries} = healthCheck ?? {failures: FAILURES_MORE, retries: 0};
  return isLong && failures >= retries + FAILURES_MORE
    ? {code: 'SERVICE_UNHEALTHY', message: `The service ${service} is unhealthy.`}
    : undefined;
};

const checkedTooLate = ({service, health, healthCheck}: Container, minutes: number): Final | undefined =>
  health !== 'starting' || healthCheck === undefined || healthCheck.hasRun
    ? undefined
    : lateCheck(service, healthCheck, minutes);
