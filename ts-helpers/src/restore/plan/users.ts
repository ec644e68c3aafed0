import {needs} from '../../compose/dependencies.ts';
import type {FolderSwap, ServerSwap, Stopped} from './swap.ts';
import type {RestoreFacts} from './facts.ts';

/** Running containers of services that use what trades places: they depend on it, name it in their environment, or have it mounted. */
export const usersOf = (
  {servers, folders}: {servers: readonly ServerSwap[]; folders: readonly FolderSwap[]},
  {model, containers, files}: Pick<RestoreFacts, 'model' | 'containers' | 'files'>,
): Stopped[] => {
  const own = new Set(servers.map(({service}) => service));
  const mounted = new Set(folders.flatMap(({name}) => files.find(one => one.name === name)?.services ?? []));
  const isUser = (service: string): boolean =>
    mounted.has(service) ||
    needs(service, model).some(one => own.has(one)) ||
    Object.values(model.services[service]?.environment ?? {}).some(value =>
      namesOneOf(own, String(value ?? '')),
    );
  return containers
    .filter(({service, state}) => state === 'running' && !own.has(service) && isUser(service))
    .map(({id, service}) => ({container: id, service}));
};

/** `postgres://shop:secret@db:5432/shop` names `db`. */
const namesOneOf = (names: ReadonlySet<string>, value: string): boolean =>
  value.split(/[^A-Za-z0-9_.-]+/).some(word => names.has(word));
