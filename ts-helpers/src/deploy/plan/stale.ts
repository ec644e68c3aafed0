import type {DeployFacts} from './facts.ts';
import type {Fate} from './fates.ts';
import {followingOf, type Proxy, reloadsOf} from './proxy.ts';

type Behind = Pick<DeployFacts, 'proxies' | 'model'>;

/**
 * Proxies that knew containers of these services by an address, which is another once they are made anew or started again: nginx
 * looks names up as it loads its configuration.
 */
export const staleBehind = (services: readonly string[], {proxies, model}: Behind): Proxy[] =>
  proxies.filter(
    proxy =>
      !services.includes(proxy.service) &&
      reloadsOf(proxy) !== undefined &&
      services.some(service =>
        followingOf(service, [proxy], model).some(({by}) => by === 'pin' || by === 'nothing'),
      ),
  );

/** Those that go on, of a step in which some of all services get other containers. */
export const staleAfter = (
  step: readonly Pick<Fate, 'service'>[],
  all: readonly Fate[],
  {proxies, model, maintenance, swarm}: Behind & Pick<DeployFacts, 'maintenance' | 'swarm'>,
): Proxy[] => {
  // A page of maintenance is looked up by its end, and a swarm keeps the addresses of its services.
  if (maintenance !== undefined || swarm !== undefined) return [];
  const those = (does: readonly Fate['does'][]) =>
    all.filter(one => does.includes(one.does)).map(({service}) => service);
  const anew = those(['start', 'restart', 'if changed']);
  const goOn = those(['go on', 'reload', 'scale']);
  return staleBehind(
    step.map(({service}) => service).filter(service => anew.includes(service)),
    {proxies: proxies.filter(({service}) => goOn.includes(service)), model},
  );
};

export const staleNotes = (...asked: Parameters<typeof staleAfter>): string[] =>
  [...new Set(staleAfter(...asked).map(({service}) => service))].map(
    proxy => `${proxy} is reloaded then: it knows what it passes requests to by the addresses from before.`,
  );
