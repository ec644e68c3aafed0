import {type Slack, SlackRefused} from '../../ts-helpers/src/adapters/slack.ts';
import type {Message} from '../../ts-helpers/src/domain/message.ts';

export interface FakeSlack extends Slack {
  readonly posts: readonly {channel: string; message: Message}[];
}

/** A Slack with these users, by e-mail address, and channels, each with why it refuses messages, if it does. */
export const fakeSlack = (
  users: Readonly<Record<string, string>>,
  channels: Readonly<Record<string, string | null>>,
): FakeSlack => {
  const posts: {channel: string; message: Message}[] = [];
  return {
    posts,
    async post(channel, message) {
      const refusal = channel in channels ? channels[channel] : 'channel_not_found';
      if (refusal != null) throw new SlackRefused(refusal);
      posts.push({channel, message});
      return Promise.resolve();
    },
    userByEmail: email => Promise.resolve(users[email]),
  };
};
