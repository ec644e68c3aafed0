import {plan} from '../run/commonFlags.ts';
import {defineVerb} from '../run/verb.ts';

export const fleet = defineVerb({
  name: 'fleet',
  reaches: 'every production',
  does: 'check the backups of all projects, and delete what is too many',
  explains:
    'Looks into the bucket, and not at jobs: for each project that `fleet: {projects}` names, that Jenkins deploys to production, ' +
    'or that has backups, whether they are missing, old, tiny, much smaller than before, unproven, or encrypted to a key that nobody ' +
    'has. Each trouble is told in Slack with the command that mends it, in a thread that turns green when it is over. Of what is ' +
    'kept go those that `backup: {keep}` does not ask for: never the newest that is proven, nor what is younger than a day, locked, or ' +
    'left by older scripts. Ends with exit code 10 while there are troubles. Every backup warns when this did not run for 26 hours.',
  arguments: {},
  flags: {plan},
  examples: [
    {command: 'countable fleet --plan', does: 'what would be deleted, and what is wrong'},
    {command: 'COUNTABLE_CONFIG=/etc/countable.yml countable fleet', does: 'what the nightly job does'},
  ],
  run: async (given, world) => (await import('./work.ts')).runFleet(given, world),
  show: async result => (await import('./shown.ts')).fleetText(result),
});
