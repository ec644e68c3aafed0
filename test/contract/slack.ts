import assert from 'node:assert/strict';
import type {Slack} from '../../ts-helpers/src/adapters/slack.ts';

/** A Slack that knows ada@example.org as U0123ABCD, takes messages in #shop, has archived #old, and has no #nowhere. */
export type KnownSlack = () => Slack;

const message = {text: 'hello', blocks: []};

/** What every Slack does, the real one and the one that unit tests use. */
export const slackContract = (slack: KnownSlack): void => {
  it('finds a user by e-mail address', async () => {
    assert.equal(await slack().userByEmail('ada@example.org'), 'U0123ABCD');
  });

  it('knows of no user with another address', async () => {
    assert.equal(await slack().userByEmail('nobody@example.org'), undefined);
  });

  it('posts to a channel', async () => {
    assert.equal(await slack().post('#shop', message), undefined);
  });

  it('says why a channel refuses', async () => {
    await assert.rejects(slack().post('#old', message), {name: 'SlackRefused', reason: 'is_archived'});
    await assert.rejects(slack().post('#nowhere', message), {
      name: 'SlackRefused',
      reason: 'channel_not_found',
    });
  });
};
