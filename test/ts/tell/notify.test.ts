import assert from 'node:assert/strict';
import {SlackRefused} from '../../../ts-helpers/src/slack/client.ts';
import {slackContract} from '../../contract/slack.ts';
import {fakeMail} from '../../fakes/mail.ts';
import {fakeSlack} from '../../fakes/slack.ts';
import {build, changes, commit, GRACE, plan, result} from '../support/builds.ts';
import {ADA_B, broken, green, open, red, run} from '../support/notifying.ts';

describe('notify', () => {
  it('mentions the committer in the first channel that takes the message, and says there why others did not', async () => {
    const slack = fakeSlack({'ada@example.org': 'U1'}, {'#shop': 'not_in_channel', '#agency': null});
    const {outcome, lines} = await run(red, {slack});
    assert.deepEqual(
      slack.posts.map(({channel}) => channel),
      ['#agency'],
    );
    const [first, , , , remark] = slack.posts[0]!.message.blocks!.map(block => JSON.stringify(block));
    assert.match(first ?? '', /<@U1> \(Ada &lt;b&gt;\)/);
    assert.match(
      JSON.stringify(slack.posts[0]!.message.blocks!.at(-1)),
      /Meant for #shop: the app is not in #shop/,
    );
    assert.equal(remark, undefined);
    assert.equal(outcome.sentTo, '#agency');
    assert.equal(lines.filter(line => line.startsWith('Slack: the app is not in #shop')).length, 1);
    assert.ok(lines.includes('Sent to #agency'));
  });

  it('masks secrets in what it sends, shows and leaves', async () => {
    const slack = open();
    const mail = fakeMail();
    const {outcome, lines, files} = await run(
      {...red, plan: {...red.plan!, mail: {...red.plan!.mail!, when: 'always'}}},
      {slack, mail},
    );
    assert.match(JSON.stringify(slack.posts).replaceAll('\u200B', ''), /The password \\"\*{4}\\" is wrong/);
    const all = [JSON.stringify([slack.posts, mail.letters, files]), outcome.text, ...lines].join();
    assert.ok(!all.includes('hunter2'));
  });

  it('shows what it could not send, and does not fail', async () => {
    const {outcome, lines} = await run(red, {slack: fakeSlack({}, {})});
    assert.equal(outcome.sentTo, undefined);
    assert.equal(outcome.problems.length, 2);
    assert.match(
      lines.join('\n'),
      /Not sent: there is no channel #shop[^]*\n {2}✗ shop develop: The password "\*\*\*\*" is wrong \(Ada <b>\): Test failed/,
    );
  });

  it('asks no other channel when the fault is not the channel’s', async () => {
    const {outcome} = await run(red, {slack: fakeSlack({}, {'#shop': 'invalid_auth', '#agency': null})});
    assert.deepEqual([outcome.sentTo, outcome.problems.length], [undefined, 1]);
  });

  it('shows the message without a token', async () => {
    const {outcome, lines} = await run(red);
    assert.equal(outcome.told, 'failed');
    const unsent = 'Not sent: there is no Slack token. ';
    assert.ok(
      lines.some(line => line.startsWith(`${unsent}Add the credential countable-slack-token to Jenkins`)),
    );
    const {jenkins: _, ...laptop} = red;
    const {lines: there} = await run({...laptop, running: []});
    assert.ok(
      there.some(line => line.startsWith(`${unsent}Set SLACK_BOT_TOKEN (`)),
      there.join('\n'),
    );
  });

  it('names what holds the token where Slack does not take it: in Jenkins a credential, else a variable', async () => {
    const refusing = () => ({slack: fakeSlack({}, {'#shop': 'invalid_auth'})});
    const {jenkins: _, ...laptop} = red;
    const renewed = async (facts: typeof red) => (await run(facts, refusing())).outcome.problems.join();
    assert.match(await renewed(red), /renew the credential countable-slack-token\.$/);
    assert.match(await renewed(laptop), /renew SLACK_BOT_TOKEN\.$/);
  });

  it('only shows what a plan would send, and to whom', async () => {
    const slack = open();
    const {outcome, lines, files} = await run(red, {slack, planOnly: true});
    assert.deepEqual([slack.posts, outcome.problems, files], [[], [], {}]);
    assert.equal(lines[0], 'Would be sent to #shop, else #agency');
  });

  it('writes to people directly where the settings say so', async () => {
    const slack = open();
    const {outcome} = await run({...red, plan: {...red.plan!, slack: {direct: true}}}, {slack});
    assert.deepEqual(
      slack.posts.map(({channel}) => channel),
      ['#shop', 'U1'],
    );
    assert.deepEqual(outcome.direct, ['Ada <b>']);
  });

  it('asks for nobody’s id where nobody is called', async () => {
    const slack = open();
    await run(green(), {slack});
    assert.deepEqual([slack.posts.length, slack.asked], [1, []]);
  });

  it('says only of a channel that a message was meant for it', async () => {
    const slack = open();
    slack.userByEmail = () => Promise.reject(new SlackRefused('missing_scope', 'users:read.email'));
    const {outcome} = await run(red, {slack});
    assert.match(outcome.problems.join(), /lacks the scope users:read\.email/);
    assert.doesNotMatch(JSON.stringify(slack.posts), /Meant for/);
  });

  it('asks for each address once', async () => {
    const slack = open();
    const both = changes([commit('1', ADA_B), commit('2', GRACE), commit('3', ADA_B)]);
    await run(build([broken], {changes: both}), {slack});
    assert.deepEqual(slack.asked, ['ada@example.org', 'grace@example.org']);
  });
});

describe('the report', () => {
  it('is left by every build, as a page and as data', async () => {
    for (const facts of [red, green(), build([result()]), {plan}]) {
      const {files, outcome} = await run(facts);
      assert.deepEqual(Object.keys(files).sort(), ['out/report.css', 'out/report.html', 'out/report.json']);
      assert.match(files['out/report.html'] ?? '', /^<!doctype html>/);
      assert.equal(outcome.reportFile, 'out/report.html');
    }
  });

  it('that cannot be written fails nothing', async () => {
    const {outcome, lines} = await run(red, {slack: open(), full: true});
    assert.equal(outcome.sentTo, '#shop');
    assert.equal(outcome.reportFile, undefined);
    assert.ok(lines.includes('The report was not written: ENOSPC: no space left on device'));
  });
});

describe('the fake Slack', () => {
  slackContract(() => fakeSlack({'ada@example.org': 'U0123ABCD'}, {'#shop': null, '#old': 'is_archived'}));
});
