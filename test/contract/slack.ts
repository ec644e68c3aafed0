import assert from 'node:assert/strict';
import type {SlackChannels} from '../../ts-helpers/src/slack/channels.ts';
import type {BreakageMark, Slack} from '../../ts-helpers/src/slack/messages.ts';

/** A Slack that knows ada@example.org as U0123ABCD, takes messages in #shop, has archived #old, and has no #nowhere. */
export type KnownSlack = () => Slack;

const message = {text: 'hello', blocks: []};
const mark: BreakageMark = {
  project: 'shop',
  branch: 'develop',
  state: 'open',
  since: '2026-11-24T10:00:00.000Z',
  commit: 'a'.repeat(40),
  build: 7,
};

/** What every Slack does, the real one and the one that unit tests use. */
export const slackContract = (known: KnownSlack): void => {
  let slack: Slack;
  beforeEach(() => {
    slack = known();
  });

  it('finds a user by e-mail address', async () => {
    assert.equal(await slack.userByEmail('ada@example.org'), 'U0123ABCD');
  });

  it('knows of no user with another address', async () => {
    assert.equal(await slack.userByEmail('nobody@example.org'), undefined);
  });

  it('posts to a channel, and replies to what it posted', async () => {
    const thread = await slack.post('#shop', message);
    assert.match(thread.ts, /^\d+\.\d+$/);
    const reply = await slack.post(thread.channel, message, {thread: thread.ts, broadcast: true});
    assert.equal(reply.channel, thread.channel);
  });

  it('says why a channel refuses, and that a thread is gone', async () => {
    await assert.rejects(slack.post('#old', message), {name: 'SlackRefused', reason: 'is_archived'});
    await assert.rejects(slack.post('#nowhere', message), {
      name: 'SlackRefused',
      reason: 'channel_not_found',
    });
    await assert.rejects(slack.post('#shop', message, {thread: '9.9'}), {reason: 'thread_not_found'});
  });

  it('finds an open breakage by the mark of its message, and no longer once it is fixed', async () => {
    const of = {project: 'shop', branch: 'develop'};
    assert.equal(await slack.findBreakage('#shop', of), undefined);
    const thread = await slack.post('#shop', message, {mark});
    assert.deepEqual(await slack.findBreakage('#shop', of), {...mark, thread});
    assert.equal(await slack.findBreakage('#shop', {...of, branch: 'master'}), undefined);
    await slack.update(thread, message, {...mark, state: 'fixed'});
    assert.equal(await slack.findBreakage('#shop', of), undefined);
  });
};

/**
 * A Slack in which ada@example.org, U0123ABCD, is in #shop with others and without the app, #old is archived, and #hidden is private
 * and somebody else's; #agency and #web are there besides.
 */
export type KnownChannels = () => SlackChannels;

export const slackChannelsContract = (known: KnownChannels): void => {
  let slack: SlackChannels;
  beforeEach(() => {
    slack = known();
  });
  const found = async (name: string) => {
    const channel = await slack.find(name);
    assert.ok(channel, name);
    return channel;
  };

  it('tells of which workspace it is', async () => {
    assert.deepEqual(await slack.workspace(), {name: 'Acme', url: 'https://acme.slack.com/'});
  });

  it('finds a channel by its name, on whatever page, and by its id', async () => {
    const channel = await found('#shop');
    assert.deepEqual({...channel, id: ''}, {id: '', name: 'shop', isArchived: false, isMember: false});
    assert.deepEqual(await slack.find(channel.id), channel);
    assert.equal((await found('#old')).isArchived, true);
  });

  it('finds none that is not there, and none that only others see', async () => {
    assert.equal(await slack.find('#nowhere'), undefined);
    assert.equal(await slack.find('#hidden'), undefined);
    assert.equal(await slack.find('C0NOWHERE'), undefined);
  });

  it('tells all who are in a channel', async () => {
    const {id} = await found('#shop');
    assert.deepEqual(await slack.members(id), ['U0123ABCD', 'U2', 'U3']);
  });

  it('joins a channel, and invites into it, which both may be done twice', async () => {
    const {id} = await found('#shop');
    for (let time = 1; time <= 2; time += 1) {
      await slack.join(id);
      await slack.invite(id, 'U4');
    }
    assert.equal((await found('#shop')).isMember, true);
    assert.ok((await slack.members(id)).includes('U4'));
  });

  it('makes a channel that it is in', async () => {
    const made = await slack.make('new-one');
    assert.equal(made.isMember, true);
    assert.deepEqual(await slack.find('#new-one'), made);
  });

  it('says that a name is taken, also of one that only others see, and that a channel is archived', async () => {
    await assert.rejects(slack.make('shop'), {name: 'SlackRefused', reason: 'name_taken'});
    await assert.rejects(slack.make('hidden'), {name: 'SlackRefused', reason: 'name_taken'});
    const {id} = await found('#old');
    await assert.rejects(slack.join(id), {name: 'SlackRefused', reason: 'is_archived'});
  });
};
