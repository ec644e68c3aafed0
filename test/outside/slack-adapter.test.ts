import {createSlack} from '../../ts-helpers/src/slack/messages.ts';
import assert from 'node:assert/strict';
import {createSlackChannels} from '../../ts-helpers/src/slack/channels.ts';
import {slackChannelsContract, slackContract} from '../contract/slack.ts';
import {tellingSlack, TOKEN} from '../e2e/support/telling.ts';

describe('Slack, through its adapter', () => {
  const telling = tellingSlack();

  beforeEach(() => {
    telling.slack.decide = (method, {email, channel = ''}) => {
      if (method === 'users.lookupByEmail')
        return email === 'ada@example.org' ? 'ok' : {error: 'users_not_found'};
      const refusals: Record<string, string> = {'#old': 'is_archived', '#nowhere': 'channel_not_found'};
      return channel in refusals ? {error: refusals[channel]!} : 'ok';
    };
  });

  slackContract(() => createSlack({token: TOKEN, url: telling.slack.url}));
});

describe('channels of Slack, through their adapter', () => {
  const telling = tellingSlack();
  const channels = () => createSlackChannels({token: TOKEN, url: telling.slack.url});

  beforeEach(() => {
    const open = {isPrivate: false, isArchived: false, members: []};
    telling.slack.users = {'ada@example.org': 'U0123ABCD'};
    telling.slack.channels = [
      {...open, id: 'C000AGENCY', name: 'agency'},
      {...open, id: 'C0000000WEB', name: 'web'},
      {...open, id: 'C00000HIDDEN', name: 'hidden', isPrivate: true, members: ['U2']},
      {...open, id: 'C0000000OLD', name: 'old', isArchived: true},
      {...open, id: 'C000000SHOP', name: 'shop', members: ['U0123ABCD', 'U2', 'U3']},
    ];
  });
  afterEach(() => {
    assert.deepEqual(telling.slack.violations, []);
  });

  slackChannelsContract(channels);

  it('are looked for among public ones where the token may see no others', async () => {
    telling.slack.scopes.delete('groups:read');
    assert.equal((await channels().find('#shop'))?.id, 'C000000SHOP');
  });

  it('tell which scope is missing', async () => {
    telling.slack.scopes.delete('channels:manage');
    await assert.rejects(channels().make('new-one'), {reason: 'missing_scope', needed: 'channels:manage'});
  });
});
