import type {Container} from '../../compose/model.ts';
import {isInPlace, type Page, serves, type Through} from '../../deploy/plan.ts';
import type {Step} from '../../result/step.ts';

export interface MaintenanceFacts {
  environment: string;
  composeProject: string;
  /** The newest first, whether they serve or not. */
  pages: readonly Page[];
  proxies: readonly Through[];
  /** Containers that people reach at ports of the host, and those that were stopped for a page; where there are none, the idle. */
  publishers: readonly Container[];
  /** Those of them that people would reach: none runs, and no page stands in their place. */
  idle: readonly Container[];
  /** An nginx that is here, to serve in their place; undefined: none. */
  image: string | undefined;
  /** The last lines of a page that does not serve. */
  lastWords: readonly string[];
}

export interface MaintenanceStep extends Step {
  id: 'serve' | 'turn' | 'make' | 'replace' | 'back' | 'giveBack' | 'remove' | 'see';
}

export type Way = 'proxy' | 'in place';

/** What was begun in the place of others ends there. */
export const wayOf = ({pages, proxies}: Pick<MaintenanceFacts, 'pages' | 'proxies'>): Way =>
  !pages.some(isInPlace) && proxies.length > 0 && proxies.every(({hindrance}) => hindrance === undefined)
    ? 'proxy'
    : 'in place';

/** By which it is on. */
export const servingPage = ({pages}: Pick<MaintenanceFacts, 'pages'>): Page | undefined => pages.find(serves);

export const servicesOf = (containers: readonly {service: string}[]): string =>
  [...new Set(containers.map(({service}) => service))].join(', ');
