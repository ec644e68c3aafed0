import {plan} from '../run/commonFlags.ts';
import {defineVerb} from '../run/verb.ts';

export const previewsReconcile = defineVerb({
  name: 'previews reconcile',
  reaches: 'nothing',
  does: 'remove the previews that are left over on this host',
  explains:
    'Of this project alone: those whose branch is gone at the remote, to which nothing was deployed for `previews: {days}`, or ' +
    'whose deploy folder is gone. Where the remote does not tell its branches, a preview stays. Every build of a preview does ' +
    'the same before its deploy.',
  arguments: {},
  flags: {plan},
  examples: [
    {command: 'countable previews reconcile --plan', does: 'what would go, and what stays'},
    {command: 'countable previews reconcile', does: 'remove what is left over'},
  ],
  run: async (given, world) => (await import('./work.ts')).runReconcile(given, world),
  show: async result => (await import('./shown.ts')).previewsText(result),
});
