import {SlackRefused} from '../../ts-helpers/src/slack/client.ts';
import type {BreakageMark, PostOptions, Slack} from '../../ts-helpers/src/slack/messages.ts';
import type {Thread} from '../../ts-helpers/src/seam/memory.ts';
import type {Message} from '../../ts-helpers/src/story/message.ts';

interface Posted extends PostOptions {
  channel: string;
  message: Message;
  ts: string;
}

export interface FakeSlack extends Slack {
  /** Messages as they stand now. */
  readonly posts: readonly Posted[];
  /** Addresses that were asked for, in order. */
  readonly asked: readonly string[];
}

interface Refusals {
  /** Why it refuses a message for what is in it. */
  message?: (message: Message, how: PostOptions) => string | undefined;
  /** Why it refuses to look for an address. */
  address?: (email: string) => string | undefined;
}

/** A Slack with these users, by e-mail address, and channels, each with why it refuses messages, if it does. */
export const fakeSlack = (
  users: Readonly<Record<string, string>>,
  channels: Readonly<Record<string, string | null>>,
  refusals: Refusals = {},
): FakeSlack => {
  const posts: Posted[] = [];
  const asked: string[] = [];
  const refuse = (channel: string): void => {
    const refusal =
      channel in channels || Object.values(users).includes(channel) ? channels[channel] : 'channel_not_found';
    if (refusal != null) throw new SlackRefused(refusal);
  };
  const refuseMessage = (message: Message, how: PostOptions): void => {
    const refusal = refusals.message?.(message, how);
    if (refusal !== undefined) throw new SlackRefused(refusal);
  };
  return {
    posts,
    asked,
    async post(channel, message, how = {}) {
      refuse(channel);
      refuseMessage(message, how);
      if (how.thread !== undefined && !posts.some(({ts}) => ts === how.thread))
        throw new SlackRefused('thread_not_found');
      const ts = `${posts.length + 1}.000100`;
      posts.push({channel, message, ts, ...how});
      return Promise.resolve({channel, ts});
    },
    async update({ts}: Thread, message: Message, mark?: BreakageMark) {
      refuseMessage(message, {mark});
      const post = posts.find(one => one.ts === ts);
      if (post === undefined) throw new SlackRefused('message_not_found');
      Object.assign(post, {message, ...(mark && {mark})});
      return Promise.resolve();
    },
    userByEmail(email) {
      asked.push(email);
      const refusal = refusals.address?.(email);
      if (refusal !== undefined) return Promise.reject(new SlackRefused(refusal, 'users:read.email'));
      return Promise.resolve(users[email]);
    },
    findBreakage(channel, {project, branch}) {
      const last = posts.findLast(
        ({channel: own, mark}) => own === channel && mark?.project === project && mark.branch === branch,
      );
      return Promise.resolve(
        last?.mark?.state === 'open' ? {...last.mark, thread: {channel, ts: last.ts}} : undefined,
      );
    },
  };
};
