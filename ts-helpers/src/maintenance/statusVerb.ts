import {defineVerb, needed} from '../run/verb.ts';

export const maintenanceStatus = defineVerb({
  name: 'maintenance status',
  does: 'say whether maintenance is on, since when, and by whom',
  explains: 'And through which proxies it is served. Changes nothing; ends with 0, whether it is on or not.',
  arguments: {
    environment: needed('stage, prod, or what else is deployed on this host', {completes: 'environments'}),
  },
  flags: {},
  examples: [{command: 'countable maintenance status stage', does: 'whether it is on'}],
  run: async (given, world) => (await import('./work.ts')).runStatus(given, world),
  show: async result => (await import('./shown.ts')).maintenanceText(result),
});
