import {plan, repair} from '../run/commonFlags.ts';
import {defineVerb, optional} from '../run/verb.ts';

export const sentry = defineVerb({
  name: 'sentry',
  reaches: 'production',
  does: 'set a project up in Sentry, with alerts to its Slack channel',
  explains:
    'Ensures that the Sentry project of an environment stands: the project in its team, a client key for the DSN, ' +
    'alerts on new, regressed and spiking issues to Slack, an uptime monitor where `health.url` names the site. ' +
    'A second run changes nothing. What was changed by hand is told, and brought back with --repair. Production ' +
    'deploys do this by themselves where SENTRY_AUTH_TOKEN is set. The token needs project:write, ' +
    'alerts:write and org:read; that of an internal integration sees no organisation, so that SENTRY_ORG has to be ' +
    'set. For sentry.io and self-hosted servers of 23.7.1 or newer.',
  arguments: {environment: optional('default: prod', {completes: 'environments'})},
  flags: {plan, repair},
  examples: [
    {command: 'countable sentry --plan', does: 'what would change'},
    {command: 'countable sentry', does: 'set production up'},
  ],
  run: async (given, world) => (await import('./work.ts')).runSentry(given, world),
  show: async result => (await import('./shown.ts')).sentryText(result),
});
