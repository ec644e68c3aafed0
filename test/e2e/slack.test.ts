import assert from 'node:assert/strict';
import type {Answer} from './support/slackServer.ts';
import {green, red, tellingSlack, TOKEN} from './support/telling.ts';

describe('Slack', () => {
  const telling = tellingSlack();
  const {told, called, posted} = telling;

  it('tells the channel of the project who broke what, and shows why', async () => {
    const {outcome, stderr} = await told(red);
    assert.deepEqual(called(), [
      ['users.lookupByEmail', 'ada@example.org'],
      ['chat.postMessage', '#shop'],
    ]);
    assert.deepEqual(
      telling.slack.calls.map(({token}) => token),
      [TOKEN, TOKEN],
    );
    assert.deepEqual([outcome.told, outcome.sentTo, outcome.problems], ['failed', '#shop', []]);
    const text = posted();
    for (const part of [
      '*✗ shop, branch develop: Test failed*',
      '<@U0123ABCD> (Ada Lovelace)',
      'abcdef012345 Sell &lt;b&gt;more&lt;/b&gt; &amp; more',
      '*Test*: TESTS_FAILED: 1 of 3 tests failed.',
      'Remedy: Correct the code.',
      'Failed: adds up: 1 != 2',
      'AssertionError: 1 != 2\n```',
      '<https://ci.example.org/job/shop/7/|Build #7>',
      '<https://ci.example.org/job/shop/7/console|Log>',
    ])
      assert.ok(text.includes(part), `${part}\nis not in\n${text}`);
    assert.match(stderr, /! Sent to #shop$/m);
  });

  it('keeps what comes from outside text: no mass mention, no end of the code block', async () => {
    await told(red);
    const text = posted();
    assert.doesNotMatch(text, /<!channel>|@everyone/);
    assert.equal(text.split('```').length, 3);
  });

  it('tells once that all is green again, and nothing of a build that stays green', async () => {
    await told(green);
    assert.match(posted(), /\*✓ shop, branch develop: green again\*/);
    telling.slack.reset();
    const {outcome} = await told({...green, jenkins: {...red.jenkins!, previousResult: 'SUCCESS'}});
    assert.deepEqual([outcome.told, called()], [null, []]);
  });

  it('also writes to the committer directly, where the setting says so', async () => {
    const {outcome} = await told({...red, plan: {...red.plan!, slack: {direct: true}}});
    assert.deepEqual(called().slice(1), [
      ['chat.postMessage', '#shop'],
      ['chat.postMessage', 'U0123ABCD'],
    ]);
    assert.deepEqual(outcome.direct, ['Ada Lovelace']);
  });

  it('names a committer whom Slack does not know', async () => {
    const {outcome} = await told(red, {'users.lookupByEmail': [{error: 'users_not_found'}]});
    assert.deepEqual([outcome.sentTo, outcome.problems], ['#shop', []]);
    assert.ok(posted().includes('Ada Lovelace &lt;ada@example.org&gt;'));
  });

  const elsewhere: [Answer & object, RegExp][] = [
    [
      {error: 'channel_not_found'},
      /there is no channel #shop, or it is private: create it, or invite the app/,
    ],
    [{error: 'not_in_channel'}, /the app is not in #shop: invite it with \/invite/],
    [{error: 'is_archived'}, /the channel #shop is archived: unarchive it/],
  ];
  for (const [answer, problem] of elsewhere) {
    it(`falls back to the organisation's channel when Slack says ${'error' in answer && answer.error}`, async () => {
      const {outcome, stderr} = await told(
        red,
        {'chat.postMessage': [answer, 'ok']},
        {COUNTABLE_SLACK_CHANNEL: '#agency'},
      );
      assert.deepEqual(called().slice(1), [
        ['chat.postMessage', '#shop'],
        ['chat.postMessage', '#agency'],
      ]);
      assert.equal(outcome.sentTo, '#agency');
      assert.match(outcome.problems.join(), problem);
      assert.match(stderr, problem);
    });
  }

  it('shows the message in the log, marked as not sent, when no channel takes it', async () => {
    const {outcome, stderr} = await told(red, {'chat.postMessage': [{error: 'channel_not_found'}]});
    assert.equal(outcome.sentTo, undefined);
    assert.match(stderr, /! Not sent: there is no channel #shop/);
    assert.match(stderr, /✗ shop, branch develop: Test failed/);
  });
});
