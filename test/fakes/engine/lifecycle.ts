import type {Lifecycle} from '../../../ts-helpers/src/adapters/docker/lifecycle.ts';
import {containerIn, type EngineState, settle} from './state.ts';

/** How a program ends that does not listen to its stop signal. */
const KILLED = 137;

export const lifecycleIn = (state: EngineState): Lifecycle => ({
  stop(wanted) {
    const told = containerIn(state, wanted)?.told;
    if (told?.state === 'running') Object.assign(told, {state: 'exited', exitCode: KILLED});
    return Promise.resolve();
  },

  startAgain(wanted) {
    const container = containerIn(state, wanted);
    if (container && container.told.state !== 'running') settle(container);
    return Promise.resolve();
  },

  rename(wanted, name) {
    const container = containerIn(state, wanted);
    if (container) container.told.name = name;
    return Promise.resolve();
  },

  remove(wanted) {
    const container = containerIn(state, wanted);
    if (container) state.containers.splice(state.containers.indexOf(container), 1);
    return Promise.resolve();
  },
});
