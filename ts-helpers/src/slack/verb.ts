import {plan} from '../run/commonFlags.ts';
import {names} from '../run/flag.ts';
import {defineVerb} from '../run/verb.ts';

export const slack = defineVerb({
  name: 'slack',
  reaches: 'production',
  does: 'give a project its channel in Slack, with the app and people in it',
  explains:
    'Ensures that the channel is there that the project writes to: `slack: {channel}`, else #<name>. One that is missing is made, public, ' +
    'and the author of what is checked out is invited into it; the app joins one that is there. Who has left a channel is not brought ' +
    'back, but by --invite. A second run changes nothing. Needs SLACK_BOT_TOKEN with the scopes channels:read, channels:manage, ' +
    'channels:join, users:read and users:read.email; groups:read for private channels that the app is in.',
  arguments: {},
  flags: {plan, invite: names('EMAIL', 'who is to be in the channel; several with commas between')},
  examples: [
    {command: 'countable slack --plan', does: 'what would change'},
    {command: 'countable slack --invite ada@example.org', does: 'with Ada in it'},
  ],
  run: async (given, world) => (await import('./work.ts')).runSlack(given, world),
  show: async result => (await import('./shown.ts')).slackText(result),
});
