import {gone} from '../../../ts-helpers/src/adapters/docker/failures.ts';
import type {Docker} from '../../../ts-helpers/src/adapters/docker.ts';
import {containerIn, type EngineState, type FakeContainer} from './state.ts';

export const listingIn = (
  state: EngineState,
): Pick<Docker, 'containers' | 'containerIds' | 'inspect' | 'wait'> => {
  const carrying = (labels: readonly string[]) =>
    state.containers.filter(container => labels.every(label => carries(container, label)));
  return {
    containers: labels => Promise.resolve(carrying(labels).map(copyOf)),
    containerIds: labels => Promise.resolve(carrying(labels).map(({told}) => told.id)),
    inspect: ids => Promise.resolve(ids.flatMap(id => containerIn(state, id) ?? []).map(copyOf)),
    wait(wanted) {
      const told = containerIn(state, wanted)?.told;
      if (told === undefined) return Promise.reject(gone(wanted));
      if (told.state === 'running')
        return Promise.reject(new Error(`${wanted} runs for ever: the test would hang.`));
      return Promise.resolve(told.exitCode);
    },
  };
};

/** `key`, or `key=value`. */
const carries = ({told: {labels}}: FakeContainer, label: string): boolean => {
  const [key = '', ...value] = label.split('=');
  return value.length === 0 ? key in labels : labels[key] === value.join('=');
};

const copyOf = ({told}: FakeContainer) => ({...told});
