import assert from 'node:assert/strict';
import {notify, type NotifyNeeds} from '../../../ts-helpers/src/commands/notify.ts';
import type {Facts} from '../../../ts-helpers/src/domain/facts.ts';
import {slackContract} from '../../contract/slack.ts';
import {recordReport} from '../../fakes/report.ts';
import {fakeSlack} from '../../fakes/slack.ts';

const facts: Facts = {
  plan: {
    build: {
      project: 'shop',
      branch: 'develop',
      commit: 'a'.repeat(40),
      author: {name: 'Ada <b>', email: 'ada@example.org'},
    },
    groups: [],
    notify: {agents: [], credentials: []},
    slack: {defaultChannel: '#agency'},
  },
  results: [
    {
      stage: 'Test',
      outcome: 'failed',
      startedAt: '2026-11-23T12:00:00.000Z',
      durationMs: 1,
      error: {
        code: 'TESTS_FAILED',
        message: 'The password "hunter2" is wrong.',
        remedy: 'Mend.',
        exitCode: 5,
        evidence: {},
      },
    },
  ],
};

describe('notify', () => {
  const run = async (slack: ReturnType<typeof fakeSlack> | undefined, planOnly = false) => {
    const report = recordReport();
    const needs: NotifyNeeds = {
      slack: slack && (() => Promise.resolve(slack)),
      report,
      mask: text => text.replaceAll('hunter2', '****'),
    };
    return {outcome: await notify(facts, needs, planOnly), lines: report.lines()};
  };

  it('mentions the committer in the first channel that takes the message, and says why others did not', async () => {
    const slack = fakeSlack({'ada@example.org': 'U1'}, {'#shop': 'not_in_channel', '#agency': null});
    const {outcome, lines} = await run(slack);
    assert.deepEqual(
      slack.posts.map(({channel}) => channel),
      ['#agency'],
    );
    assert.match(JSON.stringify(slack.posts[0]?.message.blocks[0]), /<@U1> \(Ada &lt;b&gt;\)/);
    assert.equal(outcome.sentTo, '#agency');
    assert.match(lines[0] ?? '', /^Slack: the app is not in #shop/);
    assert.equal(lines[1], 'Sent to #agency');
  });

  it('masks secrets in what it sends and in what it shows', async () => {
    const slack = fakeSlack({}, {'#shop': null});
    const {outcome, lines} = await run(slack);
    assert.match(JSON.stringify(slack.posts), /The password \\"\*{4}\\" is wrong/);
    assert.ok(![JSON.stringify(slack.posts), outcome.text, ...lines].join().includes('hunter2'));
  });

  it('shows what it could not send, and does not fail', async () => {
    const {outcome, lines} = await run(fakeSlack({}, {}));
    assert.equal(outcome.sentTo, undefined);
    assert.equal(outcome.problems.length, 2);
    assert.match(
      lines.join('\n'),
      /Not sent: there is no channel #shop[^]*\n {2}✗ shop, branch develop: Test failed/,
    );
  });

  it('asks no other channel when the fault is not the channel’s', async () => {
    const {outcome} = await run(fakeSlack({}, {'#shop': 'invalid_auth', '#agency': null}));
    assert.deepEqual([outcome.sentTo, outcome.problems.length], [undefined, 1]);
  });

  it('shows the message without a token', async () => {
    const {outcome, lines} = await run(undefined);
    assert.equal(outcome.told, 'failed');
    assert.match(lines[0] ?? '', /^Not sent: there is no Slack token/);
  });

  it('only shows what a plan would send, and to whom', async () => {
    const slack = fakeSlack({}, {'#shop': null});
    const {outcome, lines} = await run(slack, true);
    assert.deepEqual([slack.posts, outcome.problems], [[], []]);
    assert.equal(lines[0], 'Would be sent to #shop, else #agency');
  });
});

describe('the fake Slack', () => {
  slackContract(() => fakeSlack({'ada@example.org': 'U0123ABCD'}, {'#shop': null, '#old': 'is_archived'}));
});
