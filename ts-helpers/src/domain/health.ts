import type {ComposeModel, Container} from './compose.ts';
import {endsAgain, type Final, finalOf} from './health/final.ts';
import {isUp, type Look, type Memory} from './health/memory.ts';
import {oneAfterAnother, replicasOf} from './services.ts';
import {counted} from './text.ts';

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

export const judge = ({model, memory, look, minutes}: Judged): Verdict => {
  const {containers} = look;
  for (const container of oneAfterAnother(containers, model)) {
    const final = finalOf(container, {memory, look, minutes});
    if (final) return {state: 'failed', service: container.service, ...final};
  }
  const gone = Object.keys(model.services).find(service => isGone(service, model, containers));
  if (gone !== undefined) return {state: 'failed', service: gone, ...wasRemoved(gone)};
  const waiting = containers.filter(container => !isUp(container, memory, look));
  return waiting.length === 0
    ? {state: 'up'}
    : {state: 'waiting', services: [...new Set(waiting.map(({service}) => service))]};
};

/** Why the services that are waited for did not come up in time: the first of them that others wait for. */
export const tooLate = ({model, memory, look, minutes}: Judged): Final & {service: string} => {
  const waiting = oneAfterAnother(look.containers, model).filter(container => !isUp(container, memory, look));
  const looping = waiting.find(({id}) => (memory.get(id)?.restarts ?? 0) > 0);
  const seen = looping && memory.get(looping.id);
  if (looping && seen) return {service: looping.service, ...endsAgain(looping, seen)};
  const services = [...new Set(waiting.map(({service}) => service))];
  const what = waiting.every(({health}) => health !== undefined) ? 'become healthy' : 'come up';
  return {
    service: services[0] ?? '',
    code: 'SERVICE_UNHEALTHY',
    message: `${services.join(', ')} did not ${what} within ${counted(minutes, 'minute')}.`,
  };
};

const isGone = (
  service: string,
  {services}: Pick<ComposeModel, 'services'>,
  containers: readonly Container[],
): boolean =>
  containers.filter(container => container.service === service).length < replicasOf(services[service] ?? {});

const wasRemoved = (service: string): Final => ({
  code: 'SERVICE_EXITED',
  message: `A container of the service ${service} is not there any more.`,
  remedy: 'Somebody removed it while it was waited for: deploy again.',
});
