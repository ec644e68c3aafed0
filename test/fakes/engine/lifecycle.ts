import type {Lifecycle} from '../../../ts-helpers/src/outside/docker/lifecycle.ts';
import {endIn, KILLED, settle, startIn} from './running.ts';
import {containerIn, type EngineState, failIfTold} from './state.ts';

export const lifecycleIn = (state: EngineState): Lifecycle => ({
  async stop(wanted) {
    failIfTold(state, 'docker stop');
    settle(state);
    const container = containerIn(state, wanted);
    if (container && ['running', 'restarting'].includes(container.state))
      endIn(state, container, {exitCode: KILLED});
  },

  async startAgain(wanted) {
    failIfTold(state, 'docker start');
    settle(state);
    const container = containerIn(state, wanted);
    if (container && container.state !== 'running') startIn(state, container);
  },

  async rename(wanted, name) {
    failIfTold(state, 'docker rename');
    const container = containerIn(state, wanted);
    if (container) container.name = name;
  },

  async remove(wanted) {
    failIfTold(state, 'docker rm');
    const container = containerIn(state, wanted);
    if (container) state.containers.splice(state.containers.indexOf(container), 1);
  },
});
