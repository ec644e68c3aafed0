import {needs} from '../../compose/dependencies.ts';
import type {FolderSwap, ServerSwap, Stopped} from './swap.ts';
import type {RestoreFacts} from './facts.ts';

/**
 * Running containers of services that use what trades places: they depend on it, name it in their environment, share its network,
 * or have it mounted; and servers that trade places with all that they have.
 */
export const usersOf = (
  {servers, folders}: {servers: readonly ServerSwap[]; folders: readonly FolderSwap[]},
  {model, containers, files}: Pick<RestoreFacts, 'model' | 'containers' | 'files'>,
): Stopped[] => {
  const whole = folders.flatMap(({server}) => server ?? []);
  const own = new Set([
    ...[...servers, ...whole].map(({service}) => service),
    ...servers.flatMap(({host}) => host ?? []),
  ]);
  const mounted = new Set(folders.flatMap(({name}) => files.find(one => one.name === name)?.services ?? []));
  const sources = new Set(whole.map(({source}) => source));
  const isUser = (service: string): boolean =>
    mounted.has(service) ||
    needs(service, model).some(one => own.has(one)) ||
    namesOneOf(own, model.services[service]?.network_mode ?? '') ||
    Object.values(model.services[service]?.environment ?? {}).some(value =>
      namesOneOf(own, String(value ?? '')),
    );
  const running = containers.filter(({state}) => state === 'running');
  return [
    ...running
      .filter(
        ({service, mounts = []}) =>
          !own.has(service) && (isUser(service) || mounts.some(({source}) => sources.has(source))),
      )
      .map(({id, service}) => ({container: id, service})),
    ...whole.flatMap(({service, kind, port}) =>
      running
        .filter(one => one.service === service)
        .map(({id}) => ({container: id, service, server: {kind, ...(port !== undefined && {port})}})),
    ),
  ];
};

/** `postgres://shop:secret@db:5432/shop` names `db`. */
const namesOneOf = (names: ReadonlySet<string>, value: string): boolean =>
  value.split(/[^A-Za-z0-9_.-]+/).some(word => names.has(word));
