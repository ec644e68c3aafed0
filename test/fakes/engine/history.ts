import type {Docker} from '../../../ts-helpers/src/adapters/docker.ts';
import {containerIn, type EngineState} from './state.ts';

/** The logs of containers. Of one that is not there they say so. */
export const logsIn = (state: EngineState): Pick<Docker, 'logs' | 'followLogs'> => ({
  logs(wanted, {lines}) {
    const container = containerIn(state, wanted);
    return Promise.resolve(
      container ? container.log.slice(-lines) : cut(`--timestamps --tail ${lines}`, wanted),
    );
  },

  followLogs(wanted, onLine) {
    const container = containerIn(state, wanted);
    for (const line of container?.log ?? cut('--follow', wanted)) onLine(line);
    return Promise.resolve();
  },
});

/** The engine's complaint, which comes on the log's own stream, and what the adapter says of it. */
const cut = (flags: string, wanted: string): string[] => {
  const complaint = `Error response from daemon: No such container: ${wanted}`;
  return [
    complaint,
    `(There is no more of this log to be had: docker logs ${flags} ${wanted} exited with 1: ${complaint})`,
  ];
};
