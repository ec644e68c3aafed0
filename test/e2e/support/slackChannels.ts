import type {Good, SlackMethod} from './slackServer.ts';

/** The app itself. */
export const APP = 'U0APPABCD';

export interface KeptChannel {
  id: string;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** Ids; with the app's own where it is in it. */
  members: string[];
}

/** The most that Slack gives of a list at once, whatever is asked for. */
const PAGE = 2;

/** What Slack does with channels, and says, as its page of each method has it (https://docs.slack.dev/reference/methods). */
export const ofChannels = (
  channels: KeptChannel[],
  method: SlackMethod,
  fields: Record<string, string>,
): Good | {error: string} => {
  const {channel: id, name = '', types = 'public_channel', users = '', cursor = ''} = fields;
  if (method === 'conversations.create') return made(channels, name);
  if (method === 'conversations.list') {
    const wanted = channels.filter(
      one => types.includes(one.isPrivate ? 'private_channel' : 'public_channel') && isSeen(one),
    );
    return page('channels', wanted.map(shown), cursor);
  }
  const channel = channels.find(one => one.id === id && isSeen(one));
  if (channel === undefined) return {error: 'channel_not_found'};
  switch (method) {
    case 'conversations.info':
      return {ok: true, channel: shown(channel)};
    case 'conversations.members':
      return page('members', channel.members, cursor);
    case 'conversations.join':
      if (channel.isArchived) return {error: 'is_archived'};
      if (channel.isPrivate) return {error: 'method_not_supported_for_channel_type'};
      if (!channel.members.includes(APP)) channel.members.push(APP);
      return {ok: true, channel: shown(channel)};
    case 'conversations.invite':
      if (channel.isArchived) return {error: 'is_archived'};
      if (!channel.members.includes(APP)) return {error: 'not_in_channel'};
      if (channel.members.includes(users)) return {error: 'already_in_channel'};
      channel.members.push(users);
      return {ok: true, channel: shown(channel)};
    default:
      throw new Error(`${method} is not played`);
  }
};

/** Of private ones it sees those that it is in. */
const isSeen = ({isPrivate, members}: KeptChannel): boolean => !isPrivate || members.includes(APP);

const made = (channels: KeptChannel[], name: string): Good | {error: string} => {
  if (!/^[\p{Ll}\p{Lo}\p{M}\p{N}_-]{1,80}$/u.test(name)) return {error: 'invalid_name_specials'};
  if (channels.some(one => one.name === name)) return {error: 'name_taken'};
  const channel = {
    id: `C${String(channels.length + 1).padStart(9, '0')}`,
    ...{name, isPrivate: false, isArchived: false, members: [APP]},
  };
  channels.push(channel);
  return {ok: true, channel: shown(channel)};
};

const shown = ({id, name, isPrivate, isArchived, members}: KeptChannel) => ({
  ...{id, name, is_channel: true, is_private: isPrivate, is_archived: isArchived},
  is_member: members.includes(APP),
});

const page = (of: string, all: readonly unknown[], cursor: string): Good => {
  const begin = Number(cursor || '0');
  const end = begin + PAGE;
  return {
    ok: true,
    [of]: all.slice(begin, end),
    response_metadata: {next_cursor: end < all.length ? `${end}` : ''},
  };
};
