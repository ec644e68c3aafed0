import assert from 'node:assert/strict';
import {fakeSlack} from '../../../fakes/slack.ts';
import {ADA, build, changes, commit, GRACE} from '../../support/builds.ts';
import {broken, red, run} from '../../support/notifying.ts';

const both = build([broken], {changes: changes([commit('1', ADA), commit('2', GRACE)])});
const USERS = {'ada@example.org': 'U1', 'grace@example.org': 'U2'};
const CHANNELS = {'#shop': null, '#agency': null};

describe('a look-up of an address', () => {
  const ofTheAddress = [
    'users_not_found',
    'invalid_arguments',
    'user_not_visible',
    'invalid_email',
    'user_not_found',
  ];
  for (const reason of ofTheAddress)
    it(`that is refused with ${reason} does not end the others`, async () => {
      const slack = fakeSlack(USERS, CHANNELS, {
        address: email => (email === 'ada@example.org' ? reason : undefined),
      });
      const {outcome} = await run(both, {slack});
      assert.deepEqual(slack.asked, ['ada@example.org', 'grace@example.org']);
      assert.match(JSON.stringify(slack.posts), /<@U2>/);
      assert.match(outcome.problems.join(), new RegExp(`ada@example\\.org.*${reason}`));
    });

  for (const reason of [
    'missing_scope',
    'invalid_auth',
    'token_revoked',
    'token_expired',
    'account_inactive',
  ])
    it(`that is refused with ${reason} ends them, for the next would be as well`, async () => {
      const slack = fakeSlack(USERS, CHANNELS, {address: () => reason});
      const {outcome} = await run(both, {slack});
      assert.deepEqual(slack.asked, ['ada@example.org']);
      assert.equal(outcome.sentTo, '#shop');
    });

  it('without its scope says which two it takes', async () => {
    const slack = fakeSlack(USERS, CHANNELS, {address: () => 'missing_scope'});
    const {outcome} = await run(both, {slack});
    assert.match(
      outcome.problems.join(),
      /lacks the scope users:read\.email: add it.* with users:read\.email and users:read together\./,
    );
  });
});

describe('a message that Slack does not take as it is', () => {
  for (const reason of [
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_text',
  ])
    it(`goes as plain text after ${reason}`, async () => {
      const slack = fakeSlack(USERS, CHANNELS, {message: ({blocks}) => (blocks ? reason : undefined)});
      const {outcome} = await run(red, {slack});
      assert.deepEqual([outcome.sentTo, outcome.problems], ['#shop', []]);
      const {text} = slack.posts[0]!.message;
      assert.match(text, /^\*✗ shop develop: [^]*<@U1> [^]*Remedy: Mend it\.[^]*\|Log>/);
      assert.ok(text.length <= 4000);
    });

  for (const reason of ['invalid_metadata_format', 'metadata_too_large', 'metadata_must_be_sent_from_app'])
    it(`goes without its mark after ${reason}`, async () => {
      const slack = fakeSlack(USERS, CHANNELS, {message: (_, {mark}) => (mark ? reason : undefined)});
      const {outcome} = await run(red, {slack});
      assert.equal(outcome.sentTo, '#shop');
      assert.ok(slack.posts[0]!.message.blocks);
    });

  it('goes to the other channel where plain text is refused, too', async () => {
    const slack = fakeSlack(USERS, CHANNELS, {message: () => 'msg_too_long'});
    const {outcome} = await run(red, {slack});
    assert.equal(outcome.problems.length, 2);
  });

  const ofTheChannel = [
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
    'is_archived',
    'channel_not_found',
    'not_in_channel',
    'channel_type_not_supported',
    'slack_connect_file_link_sharing_blocked',
    'a_word_of_tomorrow',
  ];
  for (const reason of ofTheChannel)
    it(`goes to the other channel after ${reason}, and says there why`, async () => {
      const slack = fakeSlack(USERS, {'#shop': reason, '#agency': null});
      const {outcome} = await run(red, {slack});
      assert.equal(outcome.sentTo, '#agency');
      assert.match(JSON.stringify(slack.posts[0]?.message.blocks?.at(-1)), /Meant for #shop: /);
    });

  it('says of a channel that is read-only how the app may write', async () => {
    const slack = fakeSlack(USERS, {'#shop': 'restricted_action_read_only_channel', '#agency': null});
    const {outcome} = await run(red, {slack});
    assert.match(outcome.problems.join(), /posting permissions, or set slack\.channel in countable\.yml/);
  });

  for (const reason of ['invalid_auth', 'missing_scope', 'fatal_error'])
    it(`goes nowhere after ${reason}`, async () => {
      const slack = fakeSlack(USERS, {'#shop': reason, '#agency': null});
      const {outcome} = await run(red, {slack});
      assert.equal(outcome.sentTo, undefined);
      assert.deepEqual(slack.posts, []);
    });
});
