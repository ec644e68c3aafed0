import {defineVerb, optional} from '../run/verb.ts';

export const maintenanceStatus = defineVerb({
  name: 'maintenance status',
  reaches: 'nothing',
  operated: {risks: 'nothing', on: 'the host of the environment'},
  does: 'say whether maintenance is on, since when, and by whom',
  explains:
    'Of the environment, or of all that this project was deployed to on this host: through which proxies it is served, or in ' +
    'whose place, and what is away for a page that is gone. Changes nothing; ends with 0, whether it is on or not.',
  arguments: {
    environment: optional('default: all on this host', {completes: 'environments'}),
  },
  flags: {},
  examples: [
    {command: 'countable maintenance status', does: 'where maintenance of this project is on, on this host'},
    {command: 'countable maintenance status stage --json', does: 'the same of staging, for programs'},
  ],
  run: async (given, world) => (await import('./work.ts')).runStatus(given, world),
  show: async result => (await import('./shown.ts')).statusText(result),
});
