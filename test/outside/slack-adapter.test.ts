import {createSlack} from '../../ts-helpers/src/slack/messages.ts';
import {slackContract} from '../contract/slack.ts';
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
