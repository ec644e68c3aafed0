import {labelsOf, pageOf} from '../../../ts-helpers/src/deploy/plan/page.ts';
import type {MaintenanceFacts} from '../../../ts-helpers/src/maintenance/plan.ts';
import {running} from './deployFacts.ts';

const PAGE = {composeProject: 'shop-stage', since: '2026-01-01T00:00:00Z', by: 'ada', retryAfter: 600};
const pageWith = (stopped: readonly string[]) =>
  pageOf({...running('', labelsOf({...PAGE, ports: [80], stopped, restarts: {}})), id: 'page'});

/** A site that people do not see for its page, to which a proxy leads. */
export const MAINTAINED: MaintenanceFacts = {
  pages: [pageWith([])],
  environment: 'stage',
  composeProject: 'shop-stage',
  proxies: [
    {
      proxy: {
        container: 'proxy',
        service: 'proxy',
        networks: [],
        isReadOnly: false,
        isPinned: false,
        does: {program: 'unknown', why: ''},
      },
      image: 'nginx',
      names: ['web'],
      ports: [80],
      held: [{name: 'web', address: '10.0.0.9'}],
      hindrance: undefined,
    },
  ],
  publishers: [],
  idle: [],
  image: undefined,
  lastWords: [],
};

/** The same, where the page stands in the place of the site. */
export const REPLACED: MaintenanceFacts = {
  ...MAINTAINED,
  pages: [pageWith(['web'])],
  proxies: [],
  publishers: [{...running('web', {}), ports: [{port: 8080, protocol: 'tcp', address: ''}]}],
  image: 'nginx',
};
