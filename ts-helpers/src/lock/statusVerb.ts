import {defineVerb, optional} from '../run/verb.ts';

export const lockStatus = defineVerb({
  name: 'lock status',
  reaches: 'nothing',
  operated: {risks: 'nothing', on: 'the host of the environment'},
  does: 'say who deploys, on this host, and who waits for that',
  explains:
    'Of the environment, or of all that this project was deployed to on this host: who holds the lock, of which build, since ' +
    'when, how far it is, whether it lives, and who waits. The kernel keeps the lock: who dies holds none. Changes ' +
    'nothing; ends with 0, whether it is free or not.',
  arguments: {
    environment: optional('default: all on this host', {completes: 'environments'}),
  },
  flags: {},
  examples: [
    {command: 'countable lock status', does: 'who deploys this project, on this host'},
    {command: 'countable lock status prod --json', does: 'the same of production, for programs'},
  ],
  run: async (given, world) => (await import('./work.ts')).runStatus(given, world),
  show: async result => (await import('./shown.ts')).statusText(result),
});
