import type {ComposeModel, Container} from '../../compose/model.ts';
import {replicasOf} from '../../health/services.ts';
import {isAlive} from './leaving.ts';

/** How many containers a service has, and is to have. */
export interface Count {
  from: number;
  to: number;
}

interface Known {
  model: ComposeModel;
  swarm?: unknown;
}

/**
 * Undefined where it has as many as it is to have, or none yet. A swarm has tasks that are over as well, and with `mode: global` as
 * many as nodes.
 */
export const otherCount = (
  service: string,
  its: readonly Container[],
  {model, swarm}: Known,
): Count | undefined => {
  const definition = model.services[service] ?? {};
  if (definition.provider !== undefined || definition.deploy?.mode === 'global') return undefined;
  const from = (swarm === undefined ? its : its.filter(isAlive)).length;
  const to = replicasOf(definition);
  return from === to || from === 0 ? undefined : {from, to};
};

/** Whether it is to have no container at all. */
export const isToBeNone = (service: string, {model}: Known): boolean => {
  const definition = model.services[service] ?? {};
  return definition.provider === undefined && replicasOf(definition) === 0;
};
