import type {Http} from '../../ts-helpers/src/outside/http.ts';
import type {Ports} from '../../ts-helpers/src/outside/ports.ts';
import type {Silence} from '../../ts-helpers/src/outside/silence.ts';
import {settle} from './engine/running.ts';
import type {EngineState, FakeContainer} from './engine/state.ts';

/** What is reached at the published ports of an engine in memory. */
export const networkOf = (state: EngineState): {http: Http; ports: Ports; silence: Silence} => {
  const behind = (url: string): FakeContainer | undefined => {
    settle(state);
    const port = Number(new URL(url).port || 80);
    return state.containers.find(one => one.state === 'running' && one.ports.some(own => own.port === port));
  };
  const listens = ({program, ports}: FakeContainer, url: string): boolean => {
    const port = Number(new URL(url).port || 80);
    const target = ports.find(own => own.port === port)?.target;
    return program.listens?.some(one => one.port === target && !one.isLoopback) ?? true;
  };
  return {
    http: {
      async ask(url, {timeoutMs}) {
        const container = behind(url);
        const {host} = new URL(url);
        if (container === undefined) return {problem: `ECONNREFUSED: connect ECONNREFUSED ${host}`};
        // Docker's proxy takes the connection up, and has nobody to give it to.
        if (!listens(container, url)) return {problem: 'ECONNRESET: socket hang up'};
        const {answers = 200} = container.program;
        if (answers !== 'nothing') return {status: answers};
        await state.clock.wait(timeoutMs);
        return {problem: `no answer within ${timeoutMs} ms`};
      },
    },

    ports: {
      isTaken: port => Promise.resolve(state.takenPorts.has(port)),
    },

    silence: {
      whileSilent: (url, {look}) => (behind(url) === undefined ? Promise.resolve(undefined) : look()),
    },
  };
};
