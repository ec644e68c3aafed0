import {plan} from '../run/commonFlags.ts';
import {file, word} from '../run/flag.ts';
import {defineVerb, needed} from '../run/verb.ts';

export const maintenanceOn = defineVerb({
  name: 'maintenance on',
  reaches: 'its environment',
  operated: {risks: 'traffic', on: 'the host of the environment'},
  does: 'answer people with a page of maintenance, in place of the site',
  explains:
    "Through the project's own nginx, where it passes requests on by names: all that it passes on is answered with 503, " +
    'Retry-After and the page, and no connection is lost. Requests that are under way end first, for up to 30 seconds. ' +
    'Where no proxy can lead to it, the page stands in the place of what publishes ports of the host, which is stopped for ' +
    'as long; deploys are refused then (MAINTENANCE_ON), and go on behind the page else. ' +
    'It is for the requests of people: databases and workers run on. Given once more, it changes the page.',
  arguments: {
    environment: needed('stage, prod, or what else is deployed on this host', {completes: 'environments'}),
  },
  flags: {
    plan,
    retryAfter: word('SECONDS', 'when to ask again, as the answers say; default: as before, else 600'),
    image: word('IMAGE', "an nginx that is here, for the page; default: the project's, or an official one"),
    page: file('the page, HTML of the project; default: maintenance.html there, or a plain one'),
  },
  examples: [
    {command: 'countable maintenance on stage --plan', does: 'what would be done'},
    {command: 'countable maintenance on stage --retry-after 1800', does: 'half an hour of it'},
  ],
  run: async (given, world) => (await import('./work.ts')).runOn(given, world),
  show: async result => (await import('./shown.ts')).maintenanceText(result),
});
