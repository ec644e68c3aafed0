import type {Docker} from '../../outside/docker.ts';
import type {DeployFacts} from '../plan/facts.ts';
import {externalsOf, type Lacking} from '../plan/externals.ts';

/** What others are to have made that the compose files use, as far as it is not there. */
export const findLacking = async (
  {model, isSwarm}: Pick<DeployFacts, 'model'> & {isSwarm: boolean},
  docker: Pick<Docker, 'existing' | 'isWorker'>,
): Promise<Lacking[]> => {
  // Each node of a swarm has volumes of its own.
  const wanted = externalsOf(model).filter(({kind}) => kind === 'network' || !isSwarm);
  const lacking = (
    await Promise.all(
      (['network', 'volume'] as const).map(async kind => {
        const its = wanted.filter(one => one.kind === kind);
        if (its.length === 0) return [];
        const found = await docker.existing(
          kind,
          its.map(({name}) => name),
        );
        return its.flatMap(one => {
          const there = found.find(({name, id}) => name === one.name || id === one.name);
          if (there === undefined) return [{...one, isThere: false}];
          return isSwarm && there.scope === 'local' && !PREDEFINED.includes(one.name)
            ? [{...one, isThere: true}]
            : [];
        });
      }),
    )
  ).flat();
  const isOfNetworks = lacking.some(({kind}) => kind === 'network');
  // A node that does not manage its swarm sees those of its networks alone that something there is in.
  return isOfNetworks && !isSwarm && (await docker.isWorker())
    ? lacking.filter(({kind}) => kind !== 'network')
    : lacking;
};

const PREDEFINED = ['bridge', 'host', 'none'];
