import type {Container} from '../../../compose/model.ts';
import type {Clock} from '../../../outside/clock.ts';
import type {Docker} from '../../../outside/docker.ts';
import type {Voice} from '../../../run/voice.ts';

/** What a proxy is turned from, and to. */
export interface Turn {
  service: string;
  old: readonly Container[];
  fresh: readonly Container[];
  /** Workers that proxies had before they were turned, by their containers. */
  workers: Map<string, readonly string[]>;
}

/** How a proxy lets go of the old containers of a service. */
export interface Handover {
  /** Keeps requests from what comes up from now on, until it is turned to them; there where it would not do so by itself. */
  shut?(): Promise<void>;
  /** Turns it to the new ones; those requests that the old have are theirs until they are answered. Where it throws, nothing was turned. */
  turn(): Promise<void>;
  /** Resolves once the old have nothing more to answer, or after so many milliseconds: some connections never end. */
  drain(mostMs: number): Promise<void>;
  /** Takes away what it was told, once the old are gone. */
  close(): Promise<void>;
  /** Turns it back to the old ones, and takes away what it was told. */
  back(): Promise<void>;
}

export interface ProxyNeeds {
  docker: Pick<Docker, 'exec' | 'hosts' | 'writeHosts' | 'processes'>;
  clock: Pick<Clock, 'elapsed' | 'wait'>;
  voice: Pick<Voice, 'detail' | 'info'>;
}

const PAUSE_MS = 200;

/** Whether it came true within the time. */
export const comesTrue = async (
  isTrue: () => Promise<boolean>,
  mostMs: number,
  clock: ProxyNeeds['clock'],
): Promise<boolean> => {
  const end = clock.elapsed() + mostMs;
  for (;;) {
    if (await isTrue()) return true;
    if (clock.elapsed() >= end) return false;
    await clock.wait(PAUSE_MS);
  }
};
