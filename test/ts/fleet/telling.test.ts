import assert from 'node:assert/strict';
import {fleetRecordIn} from '../../../ts-helpers/src/archive/fleetRecord.ts';
import {checkFleet, troubleError} from '../../../ts-helpers/src/fleet/fleet.ts';
import {fakeSlack} from '../../fakes/slack.ts';
import {DAY, nightsAgo, NOW} from '../archive/kept.ts';
import {checking} from './checking.ts';

const record = (store: {objects: ReadonlyMap<string, {body: Buffer}>}) =>
  fleetRecordIn(store.objects.get('countable/fleet.json')?.body.toString());

describe('telling of troubles', () => {
  it('begins a thread for each, which says what mends it', async () => {
    const {slack, words, needs, keep} = checking({projects: ['blog']});
    keep({size: 13});
    const outcome = await checkFleet(words, needs);
    assert.deepEqual(
      slack.posts.map(({channel, message, thread}) => [channel, message.text, thread]),
      [
        ['#backups', '✗ blog has no backup.\n`countable backup blog`', undefined],
        [
          '#backups',
          '✗ The newest backup of shop has 13 bytes: backups/shop/2026-11-27T033000Z.tar.zst\n`countable backup shop`',
          undefined,
        ],
      ],
    );
    const {exitCode, code, message, remedy} = troubleError(outcome)!;
    assert.deepEqual([exitCode, code], [10, 'BACKUPS_IN_TROUBLE']);
    assert.match(
      message,
      /^2 things are wrong with backups: blog has no backup\. `countable backup blog` The newest .* `countable backup shop`$/,
    );
    assert.match(remedy, /^Each is told with the command/);
    const [one] = outcome.troubles;
    const alone = troubleError({...outcome, troubles: [one!]});
    assert.deepEqual(
      [alone?.message, alone?.remedy],
      ['1 thing is wrong with backups: blog has no backup.', 'countable backup blog'],
    );
  });

  it('says no more as long as nothing changes, changes the message with it, and turns it green in the end', async () => {
    const {store, slack, words, needs, keep, later} = checking({projects: ['shop']});
    await checkFleet(words, needs);
    await checkFleet(words, needs);
    assert.equal(slack.posts.length, 1);
    keep({at: nightsAgo(3)});
    await checkFleet(words, needs);
    assert.match(slack.posts[0]!.message.text, /^✓ ~shop has no backup\.~$/);
    assert.equal(slack.posts[1]?.thread, slack.posts[0]?.ts);
    assert.deepEqual(
      record(store)!.told.map(({id}) => id),
      ['stale shop', 'unproven shop'],
    );
    later(1);
    await checkFleet(words, needs);
    assert.match(slack.posts[2]!.message.text, /^✗ The newest backup of shop is 4 days old/);
    assert.equal(slack.posts.length, 4);
    keep({at: new Date(NOW.getTime() + DAY)});
    await checkFleet(words, needs);
    assert.deepEqual(
      slack.posts.slice(4).map(({thread, message}) => [thread, message.text]),
      [
        [slack.posts[2]!.ts, '✓ The newest backup of shop is 4 days old. It is over, after 1 day.'],
        [
          slack.posts[3]!.ts,
          '✓ The newest backup of shop that is proven to restore is 4 days old. It is over, after 1 day.',
        ],
      ],
    );
    assert.deepEqual(record(store)!.told, []);
  });

  it('tells the next time what Slack refused, and fails nothing', async () => {
    const {slack, words, needs, voice} = checking({projects: ['shop']});
    const closed = fakeSlack({}, {'#backups': 'is_archived'});
    await checkFleet(words, {...needs, slack: () => Promise.resolve(closed)});
    assert.ok(voice.lines().some(line => line.includes('the channel #backups is archived')));
    await checkFleet(words, needs);
    assert.equal(slack.posts.length, 1);
  });

  it('asks a Slack whose token is none once, and leaves green for later', async () => {
    const {slack, words, needs, keep, voice} = checking({projects: ['shop', 'blog']});
    await checkFleet(words, needs);
    keep();
    const revoked = fakeSlack({}, {'#backups': null}, {message: () => 'token_revoked'});
    await checkFleet(words, {...needs, slack: () => Promise.resolve(revoked)});
    assert.equal(voice.lines().filter(line => line.includes('renew SLACK_BOT_TOKEN')).length, 1);
    await checkFleet(words, needs);
    assert.match(slack.posts[1]!.message.text, /^✓ ~shop has no backup/);
  });

  it('says where there is no token, or no channel', async () => {
    for (const [without, said] of [
      [{slack: undefined}, 'there is no token'],
      [{channel: undefined}, 'there is no channel (`fleet: {channel}`)'],
    ] as const) {
      const {words, needs, voice} = checking({projects: ['shop']});
      const {told} = await checkFleet(words, {...needs, ...without});
      assert.equal(told, 0);
      assert.ok(voice.lines().some(line => line.includes(said)));
    }
  });

  it('does not flood a channel when a bucket is empty', async () => {
    const projects = Array.from({length: 40}, (_, index) => `shop${index}`);
    const {store, slack, words, needs} = checking({projects});
    await checkFleet(words, needs);
    assert.equal(slack.posts.length, 26);
    assert.equal(slack.posts[25]!.message.text, '✗ 15 more backups need somebody: `countable fleet --plan`');
    await checkFleet(words, needs);
    assert.equal(record(store)!.told.length, 40);
  });

  it('lets no name of a project write into a message', async () => {
    const {slack, words, needs} = checking({projects: ['<!channel>`x']});
    await checkFleet(words, needs);
    assert.doesNotMatch(slack.posts[0]!.message.text, /<!channel>/);
  });
});
