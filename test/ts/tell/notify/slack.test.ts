import assert from 'node:assert/strict';
import {SlackRefused} from '../../../../ts-helpers/src/slack/client.ts';
import {fakeSlack} from '../../../fakes/slack.ts';
import {changes, commit, HEAD, jenkins} from '../../support/builds.ts';
import {ADA_B, green, next, open, red, run} from '../../support/notifying.ts';

describe('the thread of a breakage', () => {
  it('begins with the first failure, has the later ones, and turns green', async () => {
    const slack = open();
    const first = await run(red, {slack});
    const second = await run(next(red, first), {slack});
    const third = await run(next(green(), second), {slack});
    assert.deepEqual(
      slack.posts.map(({thread, broadcast}) => [thread, broadcast]),
      [
        [undefined, undefined],
        ['1.000100', false],
        ['1.000100', true],
      ],
    );
    assert.match(slack.posts[0]!.message.text, /^✓ shop, branch develop: green again/);
    assert.match(slack.posts[1]!.message.text, /still red/);
    assert.equal(third.memory.breakage, undefined);
  });

  it('is found through Slack where the last report is gone', async () => {
    const slack = open();
    await run(red, {slack});
    await run({...red, jenkins: jenkins({previousResult: 'FAILURE'})}, {slack});
    await run(green(), {slack});
    assert.deepEqual(
      slack.posts.map(({thread}) => thread),
      [undefined, '1.000100', '1.000100'],
    );
    assert.match(slack.posts[0]!.message.text, /^✓/);
  });

  it('is found through Slack also by a build that has no plan', async () => {
    const slack = open();
    await run(red, {slack});
    const {plan, ...unplanned} = red;
    await run({...unplanned, jenkins: jenkins({previousResult: 'FAILURE'})}, {slack});
    assert.deepEqual(
      slack.posts.map(({thread}) => thread),
      [undefined, '1.000100'],
    );
  });

  it('begins anew where neither knows of it', async () => {
    const slack = open();
    await run({...red, jenkins: jenkins({previousResult: 'FAILURE'})}, {slack});
    await run(green(changes([commit(HEAD, ADA_B)])), {slack: open()});
    assert.deepEqual(
      slack.posts.map(({thread}) => thread),
      [undefined],
    );
  });

  it('begins anew where its message was deleted', async () => {
    const first = await run(red, {slack: open()});
    const slack = open();
    const second = await run(next(red, first), {slack});
    assert.deepEqual(
      slack.posts.map(({thread}) => thread),
      [undefined],
    );
    assert.equal(second.memory.breakage?.thread?.ts, '1.000100');
  });

  it('is told once that it is over, also where its first message cannot be changed', async () => {
    const slack = open();
    const first = await run(red, {slack});
    slack.update = () => Promise.reject(new SlackRefused('message_not_found'));
    const {outcome} = await run(next(green(), first), {slack});
    assert.equal(slack.posts.length, 2);
    assert.match(outcome.problems.join(), /message_not_found/);
  });

  it('is kept through builds that Slack was down for', async () => {
    const slack = open();
    const first = await run(red, {slack});
    const second = await run(next(red, first), {slack: fakeSlack({}, {'#shop': 'internal_error'})});
    assert.deepEqual(second.memory.breakage?.thread, first.memory.breakage?.thread);
    await run(next(green(), second), {slack});
    assert.match(slack.posts[0]!.message.text, /^✓/);
  });
});
