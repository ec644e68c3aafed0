import {plan} from '../run/commonFlags.ts';
import {defineVerb, needed} from '../run/verb.ts';

export const maintenanceOff = defineVerb({
  name: 'maintenance off',
  reaches: 'its environment',
  operated: {risks: 'nothing', on: 'the host of the environment'},
  does: 'give the site back to people',
  explains:
    'The proxy passes requests on to the services again, without losing a connection, or what the page stands for is started ' +
    'again; then the container with the page is removed. Where that is gone already, the site is given back all the same. ' +
    'Where it is off already, it says so.',
  arguments: {
    environment: needed('stage, prod, or what else is deployed on this host', {completes: 'environments'}),
  },
  flags: {plan},
  examples: [
    {command: 'countable maintenance off stage --plan', does: 'what would be done'},
    {command: 'countable maintenance off stage', does: 'end it'},
  ],
  run: async (given, world) => (await import('./work.ts')).runOff(given, world),
  show: async result => (await import('./shown.ts')).maintenanceText(result),
});
