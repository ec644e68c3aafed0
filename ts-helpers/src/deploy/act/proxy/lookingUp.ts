import {CommandFailed, UserError} from '../../../errors/userError.ts';
import type {Proxy} from '../../plan/proxy.ts';
import type {ProxyNeeds} from './handover.ts';
import {reload} from './reload.ts';

/** Has proxies look names up again, behind which services got other addresses. What does not run has none, and fails by itself. */
export const lookUpAgain = async (
  proxies: readonly Proxy[],
  needs: Pick<ProxyNeeds, 'docker' | 'clock'> & {voice: Pick<ProxyNeeds['voice'], 'detail'>},
): Promise<void> => {
  for (const proxy of proxies) {
    try {
      await reload(proxy, needs);
      needs.voice.detail(`${proxy.service} has looked up the addresses of what it passes requests to`);
    } catch (error) {
      if (!isHarmless(error)) throw error;
      needs.voice.detail(`${proxy.service} could not look up what it passes requests to: ${error.message}`);
    }
  }
};

const isHarmless = (error: unknown): error is UserError | CommandFailed =>
  error instanceof CommandFailed ||
  (error instanceof UserError && ['PROXY_REFUSES', 'CONTAINER_GONE'].includes(error.code));
