import type {ComposeModel} from '../compose/model.ts';
import {replicasOf} from '../health/services.ts';

type Services = Pick<ComposeModel, 'services'>;

/** Whether a service does its work once a release: another waits for its end, or it says that it is not to be restarted. */
export const isJob = (name: string, {services}: Services): boolean => {
  const service = services[name] ?? {};
  const mode = service.deploy?.mode;
  if (mode !== undefined && mode !== 'replicated') return mode.endsWith('-job');
  const asked = Object.values(services).map(({depends_on: needed = {}}) => needed[name]?.condition);
  if (asked.includes('service_completed_successfully')) return true;
  const serves = (service.ports ?? []).length > 0 || service.healthcheck !== undefined;
  return service.restart === 'no' && !serves && !asked.includes('service_healthy') && replicasOf(service) > 0;
};

/**
 * The services in the order in which they are started: who waits until another is healthy, or has done its work, comes after it.
 * A swarm starts all of a file at once.
 */
export const layersOf = (model: Services): string[][] => {
  const known = new Map<string, number>();
  const depth = (name: string, seen: readonly string[]): number => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const needed = Object.entries(model.services[name]?.depends_on ?? {}).filter(
      ([other]) => other in model.services && !seen.includes(other),
    );
    const own = Math.max(
      0,
      ...needed.map(
        ([other, {condition}]) => depth(other, [...seen, other]) + (AWAITED.includes(condition) ? 1 : 0),
      ),
    );
    known.set(name, own);
    return own;
  };
  const layers: string[][] = [];
  for (const name of Object.keys(model.services)) {
    const at = depth(name, [name]);
    (layers[at] ??= []).push(name);
  }
  return layers.filter(layer => layer.length > 0);
};

const AWAITED = ['service_healthy', 'service_completed_successfully'];

/** Those of a layer that somebody waits for. */
export const awaitedOf = (layer: readonly string[], {services}: Services): string[] =>
  layer.filter(name =>
    Object.values(services).some(({depends_on: needed = {}}) =>
      AWAITED.includes(needed[name]?.condition ?? ''),
    ),
  );
