import {entry, EXIT} from './entry.ts';

/** Slack. */
export const slack = {
  SLACK_NOT_SET_UP: entry(
    EXIT.usage,
    'There is no token for Slack.',
    'Make an app in Slack, and set SLACK_BOT_TOKEN to its bot token: docs/how-to/configure-slack.md.',
  ),
  SLACK_CHANNEL_UNKNOWN: entry(
    EXIT.usage,
    'There is no such channel in Slack, and none can be made that is called so.',
    'Correct `slack: {channel}` in countable.yml: `#name`, or the id of a channel that the app is in.',
  ),
  SLACK_CHANNEL_ARCHIVED: entry(
    EXIT.conflict,
    'The channel of the project is archived in Slack.',
    'Unarchive it in Slack, or name another one: `slack: {channel}` in countable.yml.',
  ),
  SLACK_CHANNEL_HIDDEN: entry(
    EXIT.conflict,
    'There is a channel of that name in Slack that the app does not see: it is private.',
    'Invite the app in that channel, /invite @<app>, or name another one: `slack: {channel}` in countable.yml.',
  ),
  SLACK_PERSON_UNKNOWN: entry(
    EXIT.service,
    'Nobody in the workspace of Slack has that address.',
    'Invite them into the workspace, or give the address that they have there: countable slack --invite EMAIL',
  ),
  SLACK_REFUSED: entry(
    EXIT.service,
    'Slack does not do what is asked of it.',
    'Its word says why; where the workspace lets only some people do it, ask one of them, and run it again.',
  ),
} as const;
