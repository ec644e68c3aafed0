import {plan} from '../run/commonFlags.ts';
import {defineVerb} from '../run/verb.ts';
import {yes} from './yes.ts';

export const reset = defineVerb({
  name: 'reset',
  reaches: 'nothing',
  does: 'begin again with fresh data: remove all volumes, bring it up, load test data',
  explains:
    'For a database that is beyond mending, or to see what a newcomer sees. It asks before data goes; where nobody can be asked ' +
    'it takes --yes with the name of the project. Files of the checkout stay as they are, .env among them. Refused where the folder, or the compose project, is one that ' +
    'was deployed (DEPLOYED_HERE) or that another folder runs (OTHER_CHECKOUT).',
  arguments: {},
  flags: {plan, yes},
  examples: [
    {command: 'countable reset --plan', does: 'which data would go, and what comes'},
    {command: 'countable reset --yes shop', does: 'do it without asking'},
  ],
  run: async (given, world) => (await import('./work.ts')).runReset(given, world),
  show: async result => (await import('./shown.ts')).upText(result),
});
