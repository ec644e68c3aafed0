import {openClient, type SlackAccess, type SlackClient, SlackRefused, userByEmail} from './client.ts';

/** Channels of a workspace, and who is in them (https://docs.slack.dev/reference/methods). */
export interface SlackChannels {
  /** Of the app itself. Throws SlackRefused or SlackUnreachable, as all of it. */
  workspace(): Promise<Workspace>;
  /** By `#name` or id; undefined where there is none that the app sees: of private ones it sees those that it is in. */
  find(channel: string): Promise<Channel | undefined>;
  /** Ids of all people in it. */
  members(id: string): Promise<string[]>;
  /** A public one by its name without `#`; the app is in it then. */
  make(name: string): Promise<Channel>;
  /** A public one. */
  join(id: string): Promise<void>;
  /** Does nothing where the person is in it. */
  invite(id: string, user: string): Promise<void>;
  userByEmail(email: string): Promise<string | undefined>;
}

export interface Workspace {
  name: string;
  /** Ends with a slash. */
  url: string;
}

export interface Channel {
  id: string;
  /** Without `#`. */
  name: string;
  isArchived: boolean;
  /** Whether the app is in it. */
  isMember: boolean;
}

/** The most that Slack gives at once. */
const PAGE = 999;

export const createSlackChannels = (access: SlackAccess): SlackChannels => {
  const slack = openClient(access);
  const {client, call} = slack;
  return {
    async workspace() {
      const {team = '', url = ''} = await call(() => client.auth.test());
      return {name: team, url};
    },
    find: channel => (channel.startsWith('#') ? byName(slack, channel.slice(1)) : byId(slack, channel)),
    async members(channel) {
      const all: string[] = [];
      let cursor = '';
      do {
        const page = await call(() => client.conversations.members({channel, limit: PAGE, cursor}));
        all.push(...(page.members ?? []));
        cursor = page.response_metadata?.next_cursor ?? '';
      } while (cursor !== '');
      return all;
    },
    async make(name) {
      const {channel = {}} = await call(() => client.conversations.create({name}));
      return {...channelOf(channel), isMember: true};
    },
    async join(channel) {
      await call(() => client.conversations.join({channel}));
    },
    async invite(channel, users) {
      try {
        await call(() => client.conversations.invite({channel, users}));
      } catch (error) {
        if (!(error instanceof SlackRefused) || error.reason !== 'already_in_channel') throw error;
      }
    },
    userByEmail: email => userByEmail(slack, email),
  };
};

/** Without the scope for private channels those are as if they were not there. */
const byName = async (slack: SlackClient, name: string): Promise<Channel | undefined> => {
  try {
    return await among('public_channel,private_channel', name, slack);
  } catch (error) {
    if (!(error instanceof SlackRefused) || error.reason !== 'missing_scope') throw error;
    return among('public_channel', name, slack);
  }
};

const among = async (
  types: string,
  name: string,
  {client, call}: SlackClient,
): Promise<Channel | undefined> => {
  let cursor = '';
  do {
    const page = await call(() => client.conversations.list({types, limit: PAGE, cursor}));
    const found = page.channels?.find(channel => channel.name === name);
    if (found !== undefined) return channelOf(found);
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return undefined;
};

const byId = async ({client, call}: SlackClient, id: string): Promise<Channel | undefined> => {
  try {
    const {channel} = await call(() => client.conversations.info({channel: id}));
    return channel && channelOf(channel);
  } catch (error) {
    if (error instanceof SlackRefused && error.reason === 'channel_not_found') return undefined;
    throw error;
  }
};

const channelOf = (channel: {
  id?: string;
  name?: string;
  is_archived?: boolean;
  is_member?: boolean;
}): Channel => ({
  id: channel.id ?? '',
  name: channel.name ?? '',
  isArchived: channel.is_archived ?? false,
  isMember: channel.is_member ?? false,
});
