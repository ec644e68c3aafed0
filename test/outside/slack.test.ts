import assert from 'node:assert/strict';
import type {Answer} from '../e2e/support/slackServer.ts';
import {green, red, tellingSlack, TOKEN} from '../e2e/support/telling.ts';

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
      '*✗ shop develop: 1 != 2, in adds up (Ada Lovelace): Test failed*',
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

  it('tells the first failure, and completes that message when the other stage has ended', async () => {
    const {outcome: first} = await told({...red, running: ['Deploy to staging']});
    assert.match(posted(), /Still running: Deploy to staging\./);
    const deployed = {...green.results![0]!, stage: 'Deploy to staging'};
    const facts = {...red, results: [...red.results!, deployed], first: first.first!};
    const {outcome} = await told(facts);
    assert.deepEqual(called().slice(2), [
      ['users.lookupByEmail', 'ada@example.org'],
      ['chat.update', 'CSHOP'],
    ]);
    assert.match(posted(), /Deploy to staging passed in 1 s\./);
    assert.doesNotMatch(posted(), /running/);
    assert.equal(outcome.sentTo, '#shop');
    assert.match(outcome.headline ?? '', /^✗ shop develop: 1 != 2, in adds up \(Ada Lovelace\)/);
  });

  it('is written to in a channel that it can have, whatever the project is called', async () => {
    const build = {...red.plan!.build, project: 'Example.com'};
    const {outcome} = await told({...red, plan: {...red.plan!, build}});
    assert.equal(outcome.sentTo, '#example-com');
  });

  it('gets plain text where it does not take the blocks', async () => {
    await told(red, {'chat.postMessage': [{error: 'invalid_blocks'}, 'ok']});
    const [message] = telling.slack.messages;
    assert.deepEqual(message?.blocks, []);
    assert.match(message?.text ?? '', /^\*✗ shop develop[^]*Remedy: Correct the code\./);
  });

  it('takes all there is to say of many failures', async () => {
    const [failure] = red.results!;
    const log = {source: 'web', lines: Array.from({length: 20}, () => '🛒<'.repeat(120))};
    const results = Array.from({length: 12}, (_, index) => ({
      ...failure!,
      stage: `Stage ${index}`,
      error: {...failure!.error!, message: 'x'.repeat(900), evidence: {log}},
    }));
    const {outcome} = await told({...red, results});
    assert.deepEqual([outcome.sentTo, outcome.problems], ['#shop', []]);
    assert.ok(telling.slack.messages[0]!.blocks.length > 3);
    assert.doesNotMatch(posted(), /\uFFFD/);
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
    assert.match(stderr, /✗ shop develop: 1 != 2, in adds up \(Ada Lovelace\): Test failed/);
  });
});
