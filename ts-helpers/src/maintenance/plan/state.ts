import {isAlive, isInPlace, leadsTo, type Page, type Through} from '../../deploy/plan.ts';
import {type MaintenanceFacts, servingPage, type Way} from './facts.ts';

/** To nothing: to where a page was, which answers there no more. */
export type Lead = 'page' | 'site' | 'nothing';

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
  through: {service: string; leadsTo: Lead}[];
  /** Services that are stopped for it. */
  inPlaceOf: string[];
  /** Services that people would reach, and that do not run, while no page answers in their place. */
  down: string[];
  /** Of a page that was served, or was to be, and is not. */
  ended: {since: string; by: string; state: string; log: string[]} | null;
}

export const stateOf = (facts: MaintenanceFacts): MaintenanceState => {
  const {environment, composeProject, pages, proxies, publishers, lastWords} = facts;
  const page = servingPage(facts);
  const [dead] = page === undefined ? pages : [];
  const way = page && (isInPlace(page) ? 'in place' : 'proxy');
  const stopped = pages.find(isInPlace)?.stopped ?? [];
  const replaced = publishers.filter(({id, state}) => stopped.includes(id) && state !== 'running');
  const down = page === undefined ? publishers.filter(one => !isAlive(one)) : [];
  return {
    environment,
    composeProject,
    isOn: page !== undefined,
    since: page?.since ?? null,
    by: page?.by ?? null,
    retryAfter: page?.retryAfter ?? null,
    way: way ?? null,
    through: proxies
      .map(one => ({service: one.proxy.service, leadsTo: leadOf(one, page)}))
      .filter(({leadsTo: where}) => way === 'proxy' || where === 'nothing'),
    inPlaceOf: namesOf(replaced),
    down: namesOf(down),
    ended: dead ? {since: dead.since, by: dead.by, state: dead.container.state, log: [...lastWords]} : null,
  };
};

const leadOf = (through: Through, page: Page | undefined): Lead => {
  if (page !== undefined && leadsTo(through, page)) return 'page';
  const here = Object.values(page?.container.networks ?? {});
  return through.held.some(({address}) => !here.includes(address)) ? 'nothing' : 'site';
};

const namesOf = (containers: MaintenanceFacts['publishers']): string[] => [
  ...new Set(containers.map(({service}) => service)),
];
