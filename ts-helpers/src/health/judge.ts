import type {ComposeModel, Container} from '../compose/model.ts';
import {endedServing, endsAgain, type Final, finalOf} from './final.ts';
import {isUp, type Look, type Memory} from './memory.ts';
import {needs} from '../compose/dependencies.ts';
import {oneAfterAnother, replicasOf} from './services.ts';
import {counted} from '../text/plain.ts';

/** How the services of a deploy stand. `failed` will not become up by waiting. */
export type Verdict =
  {state: 'up'} | {state: 'waiting'; services: string[]} | ({state: 'failed'; service: string} & Final);

export interface Judged {
  model: Pick<ComposeModel, 'services'>;
  memory: Memory;
  look: Look;
  /** So long services have to come up. */
  minutes: number;
}

export const judgeServices = ({model, memory, look, minutes}: Judged): Verdict => {
  const {containers} = look;
  for (const container of oneAfterAnother(containers, model)) {
    const final = finalOf(container, {memory, look, minutes});
    if (!final) continue;
    const below = isOwn(container, final) ? undefined : loopingBelow(container, {model, memory, look});
    return below === undefined
      ? {state: 'failed', service: container.service, ...final}
      : {state: 'failed', ...below};
  }
  const gone = Object.keys(model.services).find(service => isGone(service, model, containers));
  if (gone !== undefined) return {state: 'failed', service: gone, ...wasRemoved(gone)};
  const waiting = containers.filter(container => !isUp(container, memory, look));
  return waiting.length === 0
    ? {state: 'up'}
    : {state: 'waiting', services: [...new Set(waiting.map(({service}) => service))]};
};

/** Undefined where none has ended of those that have the traffic. */
export const judgeServing = ({
  memory,
  look: {containers},
}: Judged): Extract<Verdict, {state: 'failed'}> | undefined => {
  const ended = containers.find(({id, state}) => state !== 'running' || (memory.get(id)?.restarts ?? 0) > 0);
  return ended && {state: 'failed', service: ended.service, ...endedServing(ended, memory.get(ended.id))};
};

/** Why the services that are waited for did not come up in time: the first of them that others wait for. */
export const tooLate = ({model, memory, look, minutes}: Judged): Final & {service: string} => {
  const waiting = oneAfterAnother(look.containers, model).filter(container => !isUp(container, memory, look));
  const looping = firstLooping(waiting, memory);
  if (looping) return looping;
  const services = [...new Set(waiting.map(({service}) => service))];
  const what = waiting.every(({health}) => health !== undefined) ? 'become healthy' : 'come up';
  return {
    service: services[0] ?? '',
    code: 'SERVICE_UNHEALTHY',
    message: `${services.join(', ')} did not ${what} within ${counted(minutes, 'minute')}.`,
  };
};

/** Whether it is by what the container itself is, whatever else fails. */
const isOwn = ({startError}: Container, {code, remedy}: Final): boolean =>
  code === 'OUT_OF_MEMORY' || remedy !== undefined || startError !== '';

/** What a service that failed needs, and what ends again and again: that may be excused, and is yet why. */
const loopingBelow = (
  {service}: Container,
  {model, memory, look}: Omit<Judged, 'minutes'>,
): (Final & {service: string}) | undefined => {
  const needed = needs(service, model);
  const waiting = oneAfterAnother(look.containers, model).filter(container => !isUp(container, memory, look));
  return firstLooping(
    waiting.filter(other => needed.includes(other.service)),
    memory,
  );
};

const firstLooping = (
  containers: readonly Container[],
  memory: Memory,
): (Final & {service: string}) | undefined => {
  const looping = containers.find(({id}) => (memory.get(id)?.restarts ?? 0) > 0);
  const seen = looping && memory.get(looping.id);
  return looping && seen && {service: looping.service, ...endsAgain(looping, seen)};
};

const isGone = (
  service: string,
  {services}: Pick<ComposeModel, 'services'>,
  containers: readonly Container[],
): boolean =>
  containers.filter(container => container.service === service).length < replicasOf(services[service] ?? {});

const wasRemoved = (service: string): Final => ({
  code: 'CONTAINER_GONE',
  message: `A container of the service ${service} is not there any more.`,
});
