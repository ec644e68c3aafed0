import type {ComposeModel} from './model.ts';

/** All that a service depends on, directly or not. */
export const needs = (service: string, {services}: Pick<ComposeModel, 'services'>): string[] => {
  const found = new Set<string>();
  const toDo = [service];
  for (let next = toDo.pop(); next !== undefined; next = toDo.pop()) {
    for (const other of Object.keys(services[next]?.depends_on ?? {})) {
      if (found.has(other)) continue;
      found.add(other);
      toDo.push(other);
    }
  }
  return [...found];
};
