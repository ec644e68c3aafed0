import {plan} from '../run/commonFlags.ts';
import {on} from '../run/flag.ts';
import {defineVerb} from '../run/verb.ts';
import {yes} from './yes.ts';

export const down = defineVerb({
  name: 'down',
  reaches: 'nothing',
  does: 'end what `countable up` started; its data stays',
  explains:
    'Removes the containers and networks of the project in this folder. With --volumes its data as well, once you have said so. ' +
    'Refused (DEPLOYED_HERE) where an environment is deployed under that name.',
  arguments: {},
  flags: {plan, volumes: on('remove its data as well: all of its volumes'), yes},
  examples: [
    {command: 'countable down', does: 'for today'},
    {command: 'countable down --volumes --plan', does: 'which data would go'},
  ],
  run: async (given, world) => (await import('./work.ts')).runDown(given, world),
  show: async result => (await import('./shown.ts')).downText(result),
});
