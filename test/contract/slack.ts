import assert from 'node:assert/strict';
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
