import assert from 'node:assert/strict';
import type {Facts} from '../../../../ts-helpers/src/seam/facts.ts';
import {SlackRefused, SlackUnreachable} from '../../../../ts-helpers/src/slack/client.ts';
import {fakeMail} from '../../../fakes/mail.ts';
import type {FakeSlack} from '../../../fakes/slack.ts';
import {failed, jenkins, result} from '../../support/builds.ts';
import {texts} from '../../support/messages.ts';
import {brought, next, open, red, run, type Told} from '../../support/notifying.ts';

const DEPLOY = 'Deploy to staging';
const running: Facts = {...red, running: [DEPLOY]};
const deployed = result({stage: DEPLOY, urls: ['https://stage.example.org'], durationMs: 480_000});

/** The build's end, after it was told first. */
const ended = ({outcome}: Told, more: Partial<Facts> = {}): Facts => ({
  ...red,
  results: [...red.results!, deployed],
  ...(outcome.first && {first: outcome.first}),
  ...more,
});
const textOf = (slack: FakeSlack, index = 0) => texts(slack.posts[index]!.message).join('\n');

describe('the first failure of a build whose other stages are running', () => {
  it('is told at once, with what is running, and completed by the same message', async () => {
    const slack = open();
    const first = await run(running, {slack});
    assert.match(textOf(slack), /: Test failed; still running: Deploy to staging\*/);
    assert.match(textOf(slack), /\nStill running: Deploy to staging\./);
    const second = await run(ended(first), {slack});
    assert.equal(slack.posts.length, 1);
    assert.doesNotMatch(textOf(slack), /running/);
    assert.match(textOf(slack), /\nDeploy to staging passed in 8 min: https:\/\/stage\.example\.org\n?/);
    assert.equal(second.outcome.sentTo, '#shop');
    assert.deepEqual(second.memory.breakage?.thread, {channel: '#shop', ts: '1.000100'});
    assert.equal(second.memory.breakage?.builds, 1);
  });

  it('leaves no report, which is of a whole build, and no link to one', async () => {
    const slack = open();
    const first = await run(running, {slack});
    assert.deepEqual(first.files, {});
    assert.doesNotMatch(textOf(slack), /\|Report>/);
    const second = await run(ended(first), {slack});
    assert.match(textOf(slack), /\|Report>/);
    assert.ok('out/report.json' in second.files);
  });

  it('is a reply where the branch was red before, and what the rest adds is in the same reply', async () => {
    const slack = open();
    const before = await run(red, {slack});
    const first = await run(next(running, before), {slack});
    await run(next(ended(first), before), {slack});
    assert.deepEqual(
      slack.posts.map(({thread}) => thread),
      [undefined, '1.000100'],
    );
    assert.doesNotMatch(textOf(slack, 1), /running/);
    assert.match(textOf(slack, 1), /still red/);
    assert.match(textOf(slack), /Test failed\*/);
  });

  it('is not taken for an earlier breakage where the last report is gone', async () => {
    const slack = open();
    const forgotten = {jenkins: jenkins({previousResult: 'FAILURE'})};
    const first = await run({...running, ...forgotten}, {slack});
    const second = await run(ended(first, forgotten), {slack});
    assert.equal(slack.posts.length, 1);
    assert.equal(second.memory.breakage?.builds, 1);
  });

  it('is a reply in the thread that Slack alone knows of, and stays one', async () => {
    const slack = open();
    await run(red, {slack});
    const forgotten = {jenkins: jenkins({previousResult: 'FAILURE'})};
    const first = await run({...running, ...forgotten}, {slack});
    const second = await run(ended(first, forgotten), {slack});
    assert.deepEqual(
      slack.posts.map(({thread}) => thread),
      [undefined, '1.000100'],
    );
    assert.equal(second.memory.breakage?.thread?.ts, '1.000100');
  });

  it('writes to a person once', async () => {
    const slack = open();
    const direct = {plan: {...red.plan!, slack: {direct: true}}};
    const first = await run({...running, ...direct}, {slack});
    const second = await run(ended(first, direct), {slack});
    assert.deepEqual(
      slack.posts.map(({channel}) => channel),
      ['#shop', 'U1'],
    );
    assert.deepEqual(second.outcome.direct, ['Ada <b>']);
  });

  it('is told anew in the end where its message is gone, or it never reached Slack', async () => {
    const gone = open();
    const first = await run(running, {slack: gone});
    gone.update = () => Promise.reject(new SlackRefused('message_not_found'));
    await run(ended(first), {slack: gone});
    assert.equal(gone.posts.length, 2);
    const down = open();
    const failing = {...down, post: () => Promise.reject(new SlackUnreachable('down'))};
    const nowhere = await run(running, {slack: failing});
    assert.equal(nowhere.outcome.first?.slack, undefined);
    await run(ended(nowhere), {slack: down});
    assert.equal(down.posts.length, 1);
  });

  it('stays as it was told where Slack is down in the end, and mail does not repeat it', async () => {
    const slack = open();
    const mail = fakeMail();
    const first = await run(running, {slack, mail});
    slack.update = () => Promise.reject(new SlackUnreachable('down'));
    const {outcome} = await run(ended(first), {slack, mail});
    assert.equal(outcome.sentTo, '#shop');
    assert.match(outcome.problems.join(), /the message about the first failure: down\./);
    assert.deepEqual(mail.letters, []);
  });

  it('is not told by mail again when the rest went well', async () => {
    const mail = fakeMail();
    const first = await run(running, {mail});
    const second = await run(ended(first), {mail});
    assert.equal(mail.letters.length, 1);
    assert.deepEqual(second.outcome.mailedTo, ['ada@example.org']);
    assert.equal(second.memory.breakage?.mail, '<1@fake>');
  });

  it('gets a second mail in the same thread, of the same subject, when another stage failed', async () => {
    const mail = fakeMail();
    const first = await run(running, {mail});
    const both = [...red.results!, {...failed({code: 'SERVICE_EXITED'}), stage: DEPLOY}];
    await run(ended(first, {results: both}), {mail});
    const [one, two] = mail.letters;
    assert.deepEqual([two?.inReplyTo, two?.subject], ['<1@fake>', `Re: ${one?.subject}`]);
    assert.match(two?.text ?? '', /^✗ .*: Test and Deploy to staging failed\n/);
  });

  it('is all that is told while stages are running', async () => {
    const quiet: Partial<Facts>[] = [
      {results: [result()], jenkins: jenkins({previousResult: 'FAILURE'})},
      {results: [result({tests: {total: 1, failed: 1, skipped: 0}})]},
      {results: [failed({code: 'INTERRUPTED'})]},
      {results: []},
    ];
    for (const more of quiet) {
      const slack = open();
      const {outcome} = await run({...running, ...more, plan: {...red.plan!, changes: brought}}, {slack});
      assert.deepEqual([outcome.told, slack.posts], [null, []]);
    }
  });
});
