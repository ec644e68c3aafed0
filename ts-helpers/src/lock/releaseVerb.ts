import {plan} from '../run/commonFlags.ts';
import {on} from '../run/flag.ts';
import {defineVerb, needed} from '../run/verb.ts';

export const lockRelease = defineVerb({
  name: 'lock release',
  reaches: 'its environment',
  operated: {risks: 'traffic', on: 'the host of the environment'},
  does: 'free the lock of a deploy that hangs, by ending what holds it',
  explains:
    'A lock is never broken, so that there are never two deploys: what holds it is ended, and the kernel frees it. A holder ' +
    'that lives is refused (LOCK_HELD) unless --force says so: it is interrupted, as by an abort in Jenkins, takes back ' +
    'what it can, and is killed with all that it runs where it does not end in 2 minutes. Who waits goes on then.',
  arguments: {
    environment: needed('stage, prod, or what else is deployed on this host', {completes: 'environments'}),
  },
  flags: {plan, force: on('end the deploy that holds it, although it lives')},
  examples: [
    {command: 'countable lock release stage --force --plan', does: 'what would be ended'},
    {command: 'countable lock release stage --force', does: 'end it'},
  ],
  run: async (given, world) => (await import('./work.ts')).runRelease(given, world),
  show: async result => (await import('./shown.ts')).releaseText(result),
});
