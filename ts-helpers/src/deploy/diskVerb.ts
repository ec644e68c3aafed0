import {plan} from '../run/commonFlags.ts';
import {defineVerb, optional} from '../run/verb.ts';

export const disk = defineVerb({
  name: 'disk',
  reaches: 'nothing',
  operated: {risks: 'nothing', on: 'the host of the environment'},
  does: 'free what this project no longer needs of this host, and tell who takes what',
  explains:
    'Removes images that this project has built and neither a container nor a kept release uses, releases beyond the ' +
    'setting `releases`, and images of test runs that were killed. What others have is told with its size, and never ' +
    'touched. An environment of which no record is here, since its deploy was removed, is freed where it is named.',
  arguments: {
    environment: optional('default: all that are deployed on this host', {completes: 'environments'}),
  },
  flags: {plan},
  examples: [
    {command: 'countable disk --plan', does: 'who takes what, and what would be freed'},
    {command: 'countable disk', does: 'free it'},
  ],
  run: async (given, world) => (await import('./diskWork.ts')).runDisk(given, world),
  show: async result => (await import('./diskShown.ts')).diskText(result),
});
