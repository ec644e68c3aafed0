import * as z from 'zod/mini';
import {defined, defineSettings} from '../fragment.ts';
import {channel, described} from '../keys.ts';

export interface SlackSettings {
  channel?: string;
  defaultChannel?: string;
  direct?: boolean;
}

const keys = {
  slack: described(
    z.strictObject({
      channel: described(
        channel,
        'Channel that is told. Default: `#<project>`, else the organisation’s default.',
      ),
      direct: described(
        z.boolean('must be true or false'),
        'Also write to the people who are blamed, directly. Default: false; the channel mentions them.',
      ),
    }),
    'Where messages go.',
    {channel: '#shop'},
  ),
};

export const slack = defineSettings({
  project: keys,
  organisation: keys,
  settle: ({variables, organisation, own, given}): {slack: SlackSettings} => ({
    slack: defined({
      channel: given.slack?.channel ?? own.slack?.channel,
      defaultChannel: organisation.slack?.channel ?? variables.slackChannel,
      direct: given.slack?.direct ?? own.slack?.direct ?? organisation.slack?.direct,
    }),
  }),
});
