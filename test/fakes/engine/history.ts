import type {Moment} from '../../../ts-helpers/src/compose/moment.ts';
import type {Docker} from '../../../ts-helpers/src/outside/docker.ts';
import {SERVICE, untilEnd} from './listing.ts';
import {settle} from './running.ts';
import {carries, containerIn, type EngineState, failIfTold, type FakeMoment} from './state.ts';

/** What has happened. Of the log of one that is not there it says so. */
export const historyIn = (
  state: EngineState,
): Pick<Docker, 'logs' | 'followLogs' | 'time' | 'deaths' | 'moments' | 'followMoments'> => ({
  async time() {
    failIfTold(state, 'docker info');
    return state.clock.now();
  },

  async deaths(label, {since, until}) {
    failIfTold(state, 'docker events');
    settle(state);
    return state.deaths
      .filter(death => carries(death, label) && death.at >= since && death.at <= until)
      .map(({container, exitCode, outOfMemory}) => ({container, exitCode, outOfMemory}));
  },

  async moments(label, {since, until}) {
    failIfTold(state, 'docker events');
    settle(state);
    const known = state.remembers === 0 ? [] : state.moments.slice(-state.remembers);
    return known.filter(one => carries(one, label) && one.at >= since && one.at <= until).map(told);
  },

  async followMoments(label, {since, until}, onMoment) {
    failIfTold(state, 'docker events');
    const follow = (one: FakeMoment): void => {
      if (carries(one, label) && one.at >= since && one.at <= until) onMoment(told(one));
    };
    for (const one of state.moments) follow(one);
    state.followers.add(follow);
    return {
      end() {
        state.followers.delete(follow);
        return Promise.resolve(undefined);
      },
    };
  },

  async logs(wanted, {lines, since = new Date(0)}) {
    failIfTold(state, 'docker logs');
    settle(state);
    const container = containerIn(state, wanted);
    if (container === undefined) return cut(`--timestamps --tail ${lines}`, wanted);
    return container.log
      .filter(({at}) => at >= since)
      .map(({text}) => text)
      .slice(-lines);
  },

  async followLogs(wanted, onLine) {
    const container = containerIn(state, wanted);
    for (const line of container?.log.map(({text}) => text) ?? cut('--follow', wanted)) onLine(line);
    if (container) await untilEnd(state, container);
  },
});

const told = ({labels, ...moment}: FakeMoment): Moment => ({...moment, service: labels[SERVICE] ?? ''});

/** The engine's complaint, which comes on the log's own stream, and what the adapter says of it. */
const cut = (flags: string, wanted: string): string[] => {
  const complaint = `Error response from daemon: No such container: ${wanted}`;
  return [
    complaint,
    `(There is no more of this log to be had: docker logs ${flags} ${wanted} exited with 1: ${complaint})`,
  ];
};
