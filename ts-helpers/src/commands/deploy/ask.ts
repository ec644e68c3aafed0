import type {Container} from '../../domain/compose.ts';
import {behind, endedBehind, type Shortcoming, shortcomings, wasClosed} from '../../domain/health/answers.ts';
import type {Probe} from '../../domain/health/probes.ts';
import type {Docker} from '../../adapters/docker.ts';
import type {Http} from '../../adapters/http.ts';

export interface AskNeeds {
  docker: Pick<Docker, 'listeners'>;
  http: Http;
}

const ASK_TIMEOUT_MS = 10_000;

/** Asks all at once, and says which answers are not good enough. */
export const ask = async (
  probes: readonly Probe[],
  containers: readonly Container[],
  {docker, http}: AskNeeds,
): Promise<Shortcoming[]> => {
  const asked = await Promise.all(
    probes.map(async probe => ({
      probe,
      answer: await http.ask(probe.url, {host: probe.host, timeoutMs: ASK_TIMEOUT_MS}),
    })),
  );
  const explained = shortcomings(asked).map(async short => {
    const ended = endedBehind(short, containers);
    if (ended !== undefined || !wasClosed(short.problem)) return ended ?? short;
    const own = containers.find(({service}) => service === short.probe.service);
    return own === undefined ? short : behind(short, await docker.listeners(own.id));
  });
  return (await Promise.all(explained)).filter(short => short !== undefined);
};
