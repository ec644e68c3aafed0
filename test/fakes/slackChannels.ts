import type {SlackChannels} from '../../ts-helpers/src/slack/channels.ts';
import {SlackRefused} from '../../ts-helpers/src/slack/client.ts';

export interface FakeChannel {
  id: string;
  name: string;
  isArchived: boolean;
  /** Of a private one that the app is not in nothing is seen but that its name is taken. */
  isHidden: boolean;
  isMember: boolean;
  members: string[];
}

export interface FakeSlackChannels extends SlackChannels {
  readonly channels: FakeChannel[];
}

/** A workspace with these channels and users, by address; `refuses`: why it refuses a deed. */
export const fakeSlackChannels = (
  given: readonly (Partial<FakeChannel> & {name: string})[],
  users: Readonly<Record<string, string>>,
  refuses: (
    deed: 'make' | 'join' | 'invite' | 'find' | 'userByEmail',
    about: string,
  ) => SlackRefused | undefined = () => undefined,
): FakeSlackChannels => {
  const channels = given.map((one, index) => ({
    ...{id: `C00000000${index}`, isArchived: false, isHidden: false, isMember: false, members: [], ...one},
  }));
  const seen = (wanted: (channel: FakeChannel) => boolean) =>
    channels.find(one => !one.isHidden && wanted(one));
  const openOne = (id: string): FakeChannel => {
    const channel = seen(one => one.id === id);
    if (channel === undefined) throw new SlackRefused('channel_not_found');
    if (channel.isArchived) throw new SlackRefused('is_archived');
    return channel;
  };
  const allow = (...deed: Parameters<typeof refuses>): void => {
    const refusal = refuses(...deed);
    if (refusal !== undefined) throw refusal;
  };
  const shown = ({id, name, isArchived, isMember}: FakeChannel) => ({id, name, isArchived, isMember});
  return {
    channels,
    workspace: () => Promise.resolve({name: 'Acme', url: 'https://acme.slack.com/'}),
    async find(channel) {
      allow('find', channel);
      const found = seen(one => channel === `#${one.name}` || channel === one.id);
      return Promise.resolve(found && shown(found));
    },
    members: id => Promise.resolve([...(seen(one => one.id === id)?.members ?? [])]),
    async make(name) {
      allow('make', name);
      if (channels.some(one => one.name === name)) throw new SlackRefused('name_taken');
      const channel = {
        id: `C00000000${channels.length}`,
        ...{name, isArchived: false, isHidden: false, isMember: true, members: []},
      };
      channels.push(channel);
      return Promise.resolve(shown(channel));
    },
    async join(id) {
      allow('join', id);
      openOne(id).isMember = true;
      return Promise.resolve();
    },
    async invite(id, user) {
      allow('invite', user);
      const {members, isMember} = openOne(id);
      if (!isMember) throw new SlackRefused('not_in_channel');
      if (!members.includes(user)) members.push(user);
      return Promise.resolve();
    },
    async userByEmail(email) {
      allow('userByEmail', email);
      return Promise.resolve(users[email]);
    },
  };
};
