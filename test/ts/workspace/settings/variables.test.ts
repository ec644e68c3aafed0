import assert from 'node:assert/strict';
import type {SettingsVariables} from '../../../../ts-helpers/src/settings/variables.ts';
import {resolveSettings} from '../../../../ts-helpers/src/workspace/settings.ts';

const refused = (variables: SettingsVariables, said: {message: string; where: string; remedy: string}) => {
  assert.throws(() => resolveSettings({variables}), {code: 'BAD_ARGUMENT', ...said});
};

describe('a variable of ours with a value that cannot be', () => {
  it('is refused where it was to protect production, with what was probably meant', () => {
    for (const production of ['seperate', 'Separate', ' separate'])
      refused(
        {production},
        {
          message: `COUNTABLE_PRODUCTION must be same or separate, not ${production}.`,
          where: 'COUNTABLE_PRODUCTION',
          remedy: 'Did you mean COUNTABLE_PRODUCTION=separate?',
        },
      );
    refused(
      {production: 'yes'},
      {
        message: 'COUNTABLE_PRODUCTION must be same or separate, not yes.',
        where: 'COUNTABLE_PRODUCTION',
        remedy: 'Correct COUNTABLE_PRODUCTION, or unset it.',
      },
    );
  });

  it('is refused where it names no domain, or no channel', () => {
    refused(
      {mailDomains: 'example.org, @example.com'},
      {
        message: 'COUNTABLE_MAIL_DOMAINS must be a domain, like example.org, and is @example.com.',
        where: 'COUNTABLE_MAIL_DOMAINS',
        remedy: 'Did you mean COUNTABLE_MAIL_DOMAINS=example.com?',
      },
    );
    refused(
      {slackChannel: 'the agency'},
      {
        message:
          "COUNTABLE_SLACK_CHANNEL must be a channel's name, like #shop, or its id, and is the agency.",
        where: 'COUNTABLE_SLACK_CHANNEL',
        remedy: 'Correct COUNTABLE_SLACK_CHANNEL, or unset it.',
      },
    );
  });

  it('is none of those that are known', () => {
    const variables = {production: 'same', mailDomains: 'example.org, example.com,', slackChannel: '#agency'};
    const {jenkins, mail, slack} = resolveSettings({variables});
    assert.equal(jenkins.production, 'same');
    assert.deepEqual(mail?.domains, ['example.org', 'example.com']);
    assert.equal(slack.defaultChannel, '#agency');
  });
});
