import type {Thread} from '../seam/memory.ts';
import type {Message} from '../story/message.ts';
import {openClient, type SlackAccess, SlackRefused, userByEmail} from './client.ts';

/** Messages in Slack, and whom they are about (https://docs.slack.dev/reference/methods). */
export interface Slack {
  /**
   * Posts to a channel, by `#name` or id, or to a person, by id; in a thread, and with `broadcast` in the channel as
   * well. Throws SlackRefused or SlackUnreachable.
   */
  post(channel: string, message: Message, how?: PostOptions): Promise<Thread>;
  /** Replaces a message of ours. Throws as `post`. */
  update(message: Thread, by: Message, mark?: BreakageMark): Promise<void>;
  /**
   * The newest open breakage of this branch in a channel, by the mark of its message; undefined when there is none, and
   * of a channel that the app is not in. Throws as `post`.
   */
  findBreakage(
    channel: string,
    of: Pick<BreakageMark, 'project' | 'branch'>,
  ): Promise<FoundBreakage | undefined>;
  /** The id of the user with this e-mail address; undefined when there is none. Throws as `post`. */
  userByEmail(email: string): Promise<string | undefined>;
}

export interface PostOptions {
  thread?: string;
  broadcast?: boolean;
  mark?: BreakageMark | undefined;
}

/** What we leave in a message's metadata (https://docs.slack.dev/messaging/message-metadata). */
export interface BreakageMark {
  project: string;
  branch: string;
  state: 'open' | 'fixed';
  /** ISO 8601, UTC. */
  since: string;
  commit: string;
  build?: number;
  url?: string;
}

export type FoundBreakage = BreakageMark & {thread: Thread};

/** So far back a breakage is looked for where no earlier build's result is left. */
const MESSAGES_BACK = 100;
const MOST_CHANNELS = 999;
const NO_HISTORY = new Set(['channel_not_found', 'not_in_channel']);
const EVENT = 'countable_breakage';

const metadataOf = (mark: BreakageMark) => ({
  event_type: EVENT,
  event_payload: {...mark} as Record<string, string | number>,
});

export const createSlack = (access: SlackAccess): Slack => {
  const slack = openClient(access);
  const {client, call} = slack;

  /** Only channels that the app is in can be read anyway. */
  const channelId = async (name: string): Promise<string | undefined> => {
    if (!name.startsWith('#')) return name;
    const idAmong = async (types: string): Promise<string | undefined> => {
      const {channels = []} = await call(() =>
        client.users.conversations({types, exclude_archived: true, limit: MOST_CHANNELS}),
      );
      return channels.find(channel => `#${channel.name}` === name)?.id;
    };
    try {
      return await idAmong('public_channel,private_channel');
    } catch (error) {
      if (!(error instanceof SlackRefused) || error.reason !== 'missing_scope') throw error;
      const id = await idAmong('public_channel');
      if (id === undefined) throw error;
      return id;
    }
  };

  return {
    async post(channel, {text, blocks}, {thread, broadcast = false, mark} = {}) {
      const request = {
        channel,
        text,
        ...(blocks && {blocks}),
        unfurl_links: false,
        unfurl_media: false,
        ...(mark && {metadata: metadataOf(mark)}),
      };
      const posted = await call(() =>
        client.chat.postMessage(
          thread === undefined
            ? request
            : broadcast
              ? {...request, thread_ts: thread, reply_broadcast: true}
              : {...request, thread_ts: thread},
        ),
      );
      return {channel: posted.channel ?? channel, ts: posted.ts ?? ''};
    },
    async update({channel, ts}, {text, blocks}, mark) {
      // Without a word of blocks Slack keeps those that the message has.
      await call(() =>
        client.chat.update({
          channel,
          ts,
          text,
          blocks: blocks ?? [],
          ...(mark && {metadata: metadataOf(mark)}),
        }),
      );
    },
    userByEmail: email => userByEmail(slack, email),
    async findBreakage(name, {project, branch}) {
      try {
        const channel = await channelId(name);
        if (channel === undefined) return undefined;
        const {messages = []} = await call(() =>
          client.conversations.history({channel, limit: MESSAGES_BACK, include_all_metadata: true}),
        );
        for (const {ts = '', metadata} of messages) {
          const mark = metadata?.event_payload as BreakageMark | undefined;
          if (metadata?.event_type !== EVENT || mark?.project !== project || mark.branch !== branch) continue;
          return mark.state === 'open' ? {...mark, thread: {channel, ts}} : undefined;
        }
        return undefined;
      } catch (error) {
        if (error instanceof SlackRefused && NO_HISTORY.has(error.reason)) return undefined;
        throw error;
      }
    },
  };
};
