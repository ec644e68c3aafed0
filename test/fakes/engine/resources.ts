import type {Resources} from '../../../ts-helpers/src/outside/docker/resources.ts';
import {refused} from './refused.ts';
import {carries, type EngineState, failIfTold, type FakeContainer} from './state.ts';

/** Networks and volumes of the engine. */
export const resourcesIn = (state: EngineState): Resources => ({
  async networks(label) {
    failIfTold(state, 'docker network ls');
    return state.things
      .filter(thing => thing.kind === 'network' && carries(thing, label))
      .map(({name, id = name, labels, options = {}}) => ({
        id,
        name,
        options,
        labels,
        containers: runningIn(state, name).map(one => ({id: one.id, name: one.name})),
      }));
  },

  async volumes(label) {
    failIfTold(state, 'docker volume ls');
    return state.things
      .filter(thing => thing.kind === 'volume' && carries(thing, label))
      .map(({name, labels}) => ({name, labels}));
  },

  volumeFolder: () => Promise.resolve(undefined),

  async existing(kind, names) {
    failIfTold(state, `docker ${kind} inspect`);
    return state.things
      .filter(thing => thing.kind === kind && names.some(name => [thing.name, thing.id].includes(name)))
      .map(({name, id}) => ({
        name,
        ...(kind === 'network' && {id: id ?? name, scope: scopeOf(state, name)}),
      }));
  },

  async isWorker() {
    failIfTold(state, 'docker info');
    return state.isWorker;
  },

  async removeNetwork(wanted) {
    failIfTold(state, 'docker network rm');
    const thing = state.things.find(({kind, id, name}) => kind === 'network' && [id, name].includes(wanted));
    if (thing === undefined) return;
    if (runningIn(state, thing.name).length > 0)
      throw refused(['network', 'rm', wanted], `network ${thing.name} has active endpoints`);
    state.things.splice(state.things.indexOf(thing), 1);
  },
});

/** Networks of a swarm are overlays. */
const scopeOf = ({things}: EngineState, name: string): string =>
  things.some(thing => thing.name === name && thing.options?.['driver'] === 'overlay') ? 'swarm' : 'local';

export const runningIn = ({containers}: EngineState, network: string): FakeContainer[] =>
  containers.filter(one => one.state === 'running' && one.networks.includes(network));

/** As Docker says it of a container that starts again; undefined where all that it was in are there. */
export const lackIn = ({things}: EngineState, {joined}: FakeContainer): string | undefined => {
  const lost = Object.entries(joined).find(
    ([, {network}]) => network !== '' && !things.some(({id}) => id === network),
  );
  return lost && `network ${lost[1].network} not found`;
};
