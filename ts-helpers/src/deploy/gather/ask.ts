import {CommandFailed} from '../../errors/userError.ts';
import type {Container} from '../../compose/model.ts';
import {type Asked, NO_HTTP, noSite, shortcoming, type Shortcoming} from '../../health/answers.ts';
import {behind, endedBehind, hasHeard, speaksNoHttp, wasClosed, wasSilent} from '../../health/behind.ts';
import type {Probe} from '../../health/probes.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Http} from '../../outside/http.ts';
import type {Silence} from '../../outside/silence.ts';

export interface AskNeeds {
  docker: Pick<Docker, 'listeners' | 'connections'>;
  http: Http;
  silence: Silence;
}

/** Asks all at once, and says which answers are not good enough. */
export type Ask = (
  containers: readonly Container[],
  hasSettled: (container: Container) => boolean,
) => Promise<Shortcoming[]>;

const ASK_TIMEOUT_MS = 10_000;
/** What is no HTTP is refused at once. */
const SILENCE_MS = 5_000;

/** What cannot be seen now is not known. */
const unseen = (error: unknown): undefined => {
  if (!(error instanceof CommandFailed)) throw error;
};

/** Remembers what silent ports speak: to find that out takes time, and leaves a line in some logs. */
export const createAsk = (probes: readonly Probe[], {docker, http, silence}: AskNeeds): Ask => {
  const speaksHttp = new Map<Probe, boolean>();

  const explained = async (
    asked: Asked,
    containers: readonly Container[],
    hasSettled: (container: Container) => boolean,
  ): Promise<Shortcoming | undefined> => {
    const short = shortcoming(asked);
    if (short === undefined) return undefined;
    const ended = endedBehind(short, containers);
    if (ended !== undefined) return ended;
    const own = containers.filter(({service}) => service === short.probe.service);
    const [first] = own;
    if (first === undefined) return short;
    if (wasClosed(short.problem))
      return behind(short, await docker.listeners(first.id).catch(unseen), {
        hasSettled: own.every(hasSettled),
      });
    return wasSilent(short.problem) && (await speaksOtherwise(short.probe, own))
      ? speaksNoHttp(short)
      : short;
  };

  const speaksOtherwise = async (probe: Probe, own: readonly Container[]): Promise<boolean> => {
    if (!speaksHttp.has(probe)) {
      const look = async () =>
        (await Promise.all(own.map(({id}) => docker.connections(id).catch(unseen)))).flatMap(
          all => all ?? [],
        );
      const found = await silence.whileSilent(probe.url, {forMs: SILENCE_MS, look});
      if (found === 'refused') speaksHttp.set(probe, true);
      else if (found !== undefined && hasHeard(found, probe.target)) speaksHttp.set(probe, false);
    }
    return speaksHttp.get(probe) === false;
  };

  const askOne = async (probe: Probe): Promise<Asked> => {
    if (speaksHttp.get(probe) === false && probe.promise !== 'success') return {probe, answer: NO_HTTP};
    return {probe, answer: await http.ask(probe.url, {host: probe.host, timeoutMs: ASK_TIMEOUT_MS})};
  };

  return async (containers, hasSettled) => {
    const asked = await Promise.all(probes.map(askOne));
    const short = await Promise.all(asked.map(one => explained(one, containers, hasSettled)));
    const missing = short.filter(one => one !== undefined);
    const none = missing.length > 0 ? undefined : noSite(asked);
    return none === undefined ? missing : [none];
  };
};
