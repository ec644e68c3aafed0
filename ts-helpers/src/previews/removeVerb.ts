import {plan} from '../run/commonFlags.ts';
import {defineVerb, needed} from '../run/verb.ts';

export const previewsRemove = defineVerb({
  name: 'previews remove',
  reaches: 'nothing',
  operated: {risks: 'data', on: 'the host of previews'},
  does: 'remove the preview of a pull request, with its data',
  explains:
    'On this host, of this project alone: containers, networks, volumes, images and the deploy folder with its record. The next ' +
    'build of the pull request brings it up anew. Refused (LOCK_HELD) while it is being deployed, and (PREVIEW_REFUSED) where ' +
    'containers of others have its name.',
  arguments: {number: needed('of the pull request')},
  flags: {plan},
  examples: [
    {command: 'countable previews remove 7 --plan', does: 'what would go'},
    {command: 'countable previews remove 7', does: 'remove the preview of pull request 7'},
  ],
  run: async (given, world) => (await import('./work.ts')).runRemove(given, world),
  show: async result => (await import('./shown.ts')).previewsText(result),
});
