import type {Lifecycle} from '../../../ts-helpers/src/outside/docker/lifecycle.ts';
import {lackIn} from './resources.ts';
import {refused} from './refused.ts';
import {endIn, KILLED, removeIn, settle, startIn} from './running.ts';
import {containerIn, type EngineState, failIfTold, type FakeContainer} from './state.ts';

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
    if (container === undefined || container.state === 'running') return;
    const lack = lackIn(state, container);
    if (lack !== undefined) throw refused(['start', wanted], lack);
    refuseTaken(state, container);
    startIn(state, container);
  },

  async pause(wanted) {
    failIfTold(state, 'docker pause');
    const container = containerIn(state, wanted);
    if (container) container.state = 'paused';
  },

  async resume(wanted) {
    failIfTold(state, 'docker unpause');
    const container = containerIn(state, wanted);
    if (container?.state === 'paused') container.state = 'running';
  },

  async changeRestart(wanted, policy) {
    failIfTold(state, 'docker update');
    const container = containerIn(state, wanted);
    if (container) container.restartPolicy = policy;
  },

  async rename(wanted, name) {
    failIfTold(state, 'docker rename');
    const container = containerIn(state, wanted);
    if (container) container.name = name;
  },

  async remove(wanted) {
    failIfTold(state, 'docker rm');
    const container = containerIn(state, wanted);
    if (container) removeIn(state, container);
  },
});

/** As Docker does where another container has a port of the host that it is to publish. */
const refuseTaken = ({containers, takenPorts}: EngineState, {id, ports}: FakeContainer): void => {
  const others = containers.filter(one => one.id !== id && one.state === 'running').flatMap(one => one.ports);
  const taken = ports.find(({port}) => takenPorts.has(port) || others.some(other => other.port === port));
  if (taken === undefined) return;
  throw refused(['start', id], `Bind for 0.0.0.0:${taken.port} failed: port is already allocated`);
};
