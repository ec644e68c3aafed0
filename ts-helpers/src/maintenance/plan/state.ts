import {isInPlace, leadsTo} from '../../deploy/plan.ts';
import {type MaintenanceFacts, servicesOf, servingPage, type Way} from './facts.ts';

export interface MaintenanceState {
  environment: string;
  composeProject: string;
  /** Whether a container with the page lives. */
  isOn: boolean;
  since: string | null;
  by: string | null;
  /** Seconds that people are told to wait. */
  retryAfter: number | null;
  way: Way | null;
  /** Services that are proxies, and where each leads what it passes on. */
  through: {service: string; leadsTo: 'page' | 'site'}[];
  /** Services that are stopped for it. */
  inPlaceOf: string[];
  /** Of a page that was served, or was to be, and is not. */
  ended: {since: string; by: string; state: string; log: string[]} | null;
}

export const stateOf = (facts: MaintenanceFacts): MaintenanceState => {
  const {environment, composeProject, pages, proxies, publishers, lastWords} = facts;
  const page = servingPage(facts);
  const [dead] = page === undefined ? pages : [];
  const way = page && (isInPlace(page) ? 'in place' : 'proxy');
  const stopped = pages.find(isInPlace)?.stopped ?? [];
  const inPlaceOf = servicesOf(
    publishers.filter(({id, state}) => stopped.includes(id) && state !== 'running'),
  );
  return {
    environment,
    composeProject,
    isOn: page !== undefined,
    since: page?.since ?? null,
    by: page?.by ?? null,
    retryAfter: page?.retryAfter ?? null,
    way: way ?? null,
    through:
      page === undefined || way === 'in place'
        ? []
        : proxies.map(one => ({
            service: one.proxy.service,
            leadsTo: leadsTo(one, page) ? 'page' : 'site',
          })),
    inPlaceOf: inPlaceOf === '' ? [] : inPlaceOf.split(', '),
    ended: dead ? {since: dead.since, by: dead.by, state: dead.container.state, log: [...lastWords]} : null,
  };
};
