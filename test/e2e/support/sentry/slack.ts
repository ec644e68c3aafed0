import type {SentryState} from './state.ts';

/** What Slack calls a channel. */
export const slackIdOf = (channel: string): string =>
  `C0${channel.replaceAll(/[^\w]/g, '').toUpperCase().padEnd(7, '0')}`;

/**
 * Sentry asks Slack about the channel before it takes an alert; what it has against it, in its words. A name is what it
 * wants; an id beside it has to be of a channel of that name.
 */
export const channelProblem = (
  {channels}: SentryState,
  {channel, id}: {channel: string; id: string | undefined},
): string | undefined => {
  const name = channel.replace(/^#/, '');
  if (id !== undefined && id !== slackIdOf(name)) {
    const [, found = ''] = /^C0(.*?)0*$/.exec(id) ?? [];
    return `Received channel name ${found.toLowerCase()} does not match inputted channel name ${name}.`;
  }
  if (/^[CDG]0/.test(channel) || (channels !== undefined && !channels.includes(channel))) {
    return `Slack: Channel ${channel} could not be found or access is missing.`;
  }
  return undefined;
};
