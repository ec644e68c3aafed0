import assert from 'node:assert/strict';
import {freePort} from '../e2e/support/deploys.ts';
import type {Answer} from '../e2e/support/slackServer.ts';
import {red, tellingSlack, TOKEN} from '../e2e/support/telling.ts';

describe('Slack in trouble', () => {
  const telling = tellingSlack();
  const {told, notify, called} = telling;

  const again = {...red, jenkins: {...red.jenkins!, previousResult: 'FAILURE'}};

  it('says which scope the token lacks, and tells all the same', async () => {
    for (const scope of ['users:read.email', 'users:read']) {
      telling.slack.reset();
      telling.slack.scopes.delete(scope);
      const {outcome} = await told(red);
      assert.equal(outcome.sentTo, '#shop');
      assert.deepEqual(outcome.problems, [
        `ada@example.org: the token lacks the scope ${scope}: add it to the app and install it again. People are found by their addresses with users:read.email and users:read together.`,
      ]);
    }
  });

  it('says which scope it lacks to find a thread again, and begins a new one', async () => {
    for (const scope of ['channels:read', 'groups:read']) {
      telling.slack.reset();
      telling.slack.scopes.delete(scope);
      const {outcome, stderr} = await told(again);
      assert.equal(outcome.sentTo, '#shop');
      assert.equal(
        stderr.match(new RegExp(`the token lacks the scope ${scope}: add it to the app`, 'g'))?.length,
        1,
      );
      assert.match(
        stderr,
        /in a private channel with groups:read and groups:history, where the app is a member/,
      );
    }
  });

  it('finds a thread in a public channel without the scopes of private ones', async () => {
    await told(red);
    for (const scope of ['groups:read', 'groups:history']) telling.slack.scopes.delete(scope);
    const {outcome} = await told(again);
    assert.deepEqual(outcome.problems, []);
    assert.equal(telling.slack.messages[1]?.thread, telling.slack.messages[0]?.ts);
  });

  it('finds a thread in a private channel, where the app is a member and has the scopes', async () => {
    telling.slack.privates = {shop: 'member'};
    await told(red);
    await told(again);
    assert.equal(telling.slack.messages[1]?.thread, telling.slack.messages[0]?.ts);
    telling.slack.scopes.delete('groups:history');
    const {stderr} = await told(again);
    assert.match(stderr, /#shop: the token lacks the scope groups:history/);
    assert.equal(telling.slack.messages.at(-1)?.thread, undefined);
  });

  it('does not try other channels with a token that is not valid', async () => {
    const {outcome} = await told(
      red,
      {'users.lookupByEmail': [{error: 'invalid_auth'}], 'chat.postMessage': [{error: 'invalid_auth'}]},
      {COUNTABLE_SLACK_CHANNEL: '#agency'},
    );
    assert.equal(called().length, 2);
    assert.match(
      outcome.problems.join(),
      /the token is not valid: renew the credential countable-slack-token\./,
    );
  });

  it('waits as long as a rate limit asks, and then tells', async () => {
    const {outcome} = await told(red, {'chat.postMessage': [{status: 429, retryAfter: 1}, 'ok']});
    assert.equal(outcome.sentTo, '#shop');
    const [, refused, accepted] = telling.slack.calls;
    assert.ok(accepted!.at - refused!.at >= 1000, `waited only ${accepted!.at - refused!.at} ms`);
  });

  const trouble: [string, Answer, RegExp][] = [
    ['asks to wait for longer than a build may', {status: 429, retryAfter: 600}, /Slack asks to wait 600 s/],
    ['answers with 500', {status: 500}, /500/],
    ['does not answer', 'never', /#shop: Slack did not answer within 5 s\./],
  ];
  for (const [what, answer, problem] of trouble) {
    it(`shows the message in the log when Slack ${what}`, async () => {
      const {outcome, stderr} = await told(red, {'chat.postMessage': [answer]});
      assert.equal(outcome.sentTo, undefined);
      assert.match(outcome.problems.join(), problem);
      assert.match(stderr, /! Not sent: #shop: /);
      assert.match(stderr, /AssertionError: 1 != 2/);
    });
  }

  it('shows the message in the log when there is no Slack', async () => {
    const {outcome, stderr} = await notify(red, {SLACK_API_URL: `http://127.0.0.1:${await freePort()}/`});
    assert.equal(outcome.sentTo, undefined);
    assert.match(outcome.problems.join(), /ECONNREFUSED/);
    assert.match(stderr, /! Not sent: /);
  });

  it('shows the message in the log without a token', async () => {
    const {outcome, stderr} = await told(red, {}, {SLACK_BOT_TOKEN: undefined});
    assert.deepEqual([called(), outcome.sentTo], [[], undefined]);
    assert.match(stderr, /! Not sent: there is no Slack token/);
    for (const part of [
      '✗ shop develop: 1 != 2, in adds up (Ada Lovelace): Test failed',
      '@Ada Lovelace <ada@example.org>',
      'AssertionError: 1 != 2',
    ])
      assert.ok(stderr.includes(part), part);
  });

  it('is asked only what its own document allows: anything else fails a test', async () => {
    const send = (body: string) =>
      fetch(`${telling.slack.url}chat.postMessage`, {
        method: 'POST',
        headers: {'Content-Type': 'application/x-www-form-urlencoded', Authorization: `Bearer ${TOKEN}`},
        body,
      });
    assert.equal((await send('text=hello')).status, 400);
    assert.match(telling.slack.violations.join(), /channel/);
    assert.equal((await fetch(`${telling.slack.url}chat.shout`, {method: 'POST'})).status, 400);
    assert.equal(telling.slack.violations.length, 2);
    assert.equal((await send('channel=%23shop&text=hello')).status, 200);
    assert.equal(telling.slack.violations.length, 2);
  });
});
