import assert from 'node:assert/strict';
import {SlackRefused, SlackUnreachable} from '../../../ts-helpers/src/slack/client.ts';
import {ensure, planOnly} from '../../../ts-helpers/src/slack/ensure.ts';
import {slackText} from '../../../ts-helpers/src/slack/shown.ts';
import {slackChannelsContract} from '../../contract/slack.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';
import {fakeSlackChannels, type FakeSlackChannels} from '../../fakes/slackChannels.ts';

const ADA = {'ada@example.org': 'U1', 'grace@example.org': 'U2'};

describe('the channel of a project in Slack', () => {
  let machine: Machine;
  const given = async (settings = '') => {
    machine = await createMachine({
      'docker-compose.yml': 'services: {}',
      'countable.yml': `name: Shop.org\n${settings}`,
    });
    createRepository(machine.workspace).commit('Begin');
  };
  afterEach(() => machine.remove());

  const needs = (slack: FakeSlackChannels | undefined) => ({
    openSlack: slack && (() => Promise.resolve(slack)),
    voice: machine.voice,
  });
  const set = async (slack: FakeSlackChannels | undefined, invite: string[] = []) =>
    ensure({project: await machine.project(), invite}, needs(slack));
  const planned = async (slack: FakeSlackChannels, invite: string[] = []) =>
    planOnly({project: await machine.project(), invite}, needs(slack));

  it('is made, with the author of what is checked out in it, and left alone the second time', async () => {
    await given();
    const slack = fakeSlackChannels([{name: 'agency'}], ADA);
    const {steps} = await planned(slack);
    assert.deepEqual(
      steps.map(({does}) => does),
      ['Make the channel #shop-org', 'Invite ada@example.org into #shop-org'],
    );
    assert.equal(slack.channels.length, 1);
    const first = await set(slack);
    assert.equal(first.changed.length, 2);
    assert.equal(first.url, 'https://acme.slack.com/archives/C000000001');
    assert.deepEqual(slack.channels.at(-1)?.members, ['U1']);
    const second = await set(slack);
    assert.deepEqual([second.changed, second.problems], [[], []]);
    assert.match(slackText(second), /^#shop-org in Acme: nothing had to change\nhttps:/);
  });

  it('is joined where it is there, which brings back nobody who has left it, but who is named', async () => {
    await given();
    const slack = fakeSlackChannels([{name: 'shop-org', members: ['U9']}], ADA);
    assert.deepEqual((await set(slack)).changed, ['Have the app join #shop-org']);
    assert.deepEqual((await set(slack, ['grace@example.org'])).changed, [
      'Invite grace@example.org into #shop-org',
    ]);
    assert.deepEqual((await set(slack, ['grace@example.org'])).changed, []);
  });

  it('is the one that the settings name, also by its id', async () => {
    await given('slack: {channel: C012345678}');
    const slack = fakeSlackChannels([{name: 'web', id: 'C012345678', isMember: true}], ADA);
    const outcome = await set(slack);
    assert.deepEqual([outcome.channel, outcome.changed], ['#web', []]);
    await assert.rejects(set(fakeSlackChannels([], ADA)), {code: 'SLACK_CHANNEL_UNKNOWN'});
  });

  it('is not unarchived, and not made beside one that only others see', async () => {
    await given();
    await assert.rejects(set(fakeSlackChannels([{name: 'shop-org', isArchived: true}], ADA)), {
      code: 'SLACK_CHANNEL_ARCHIVED',
      message: 'The channel #shop-org is archived.',
    });
    await assert.rejects(set(fakeSlackChannels([{name: 'shop-org', isHidden: true}], ADA)), {
      code: 'SLACK_CHANNEL_HIDDEN',
      message: 'Slack refuses to make the channel #shop-org: name_taken.',
    });
  });

  it('stands without those who cannot be had, each of whom is told', async () => {
    await given();
    const refusal = (deed: string, about: string) =>
      deed === 'invite' && about === 'U2' ? new SlackRefused('user_is_restricted') : undefined;
    const slack = fakeSlackChannels([], ADA, refusal);
    const {changed, problems} = await set(slack, ['grace@example.org', 'nobody@example.org']);
    assert.deepEqual(changed, ['Make the channel #shop-org', 'Invite ada@example.org into #shop-org']);
    assert.deepEqual(
      problems.map(({code, message}) => [code, message]),
      [
        ['SLACK_PERSON_UNKNOWN', 'Nobody in Acme has the address nobody@example.org.'],
        ['SLACK_REFUSED', 'Slack refuses to invite grace@example.org into #shop-org: user_is_restricted.'],
      ],
    );
  });

  it('is made where the token may find nobody', async () => {
    await given();
    const slack = fakeSlackChannels([], ADA, deed =>
      deed === 'userByEmail' ? new SlackRefused('missing_scope', 'users:read.email') : undefined,
    );
    const {changed, problems} = await set(slack);
    assert.deepEqual(changed, ['Make the channel #shop-org']);
    assert.match(problems[0]?.remedy ?? '', /^Add users:read\.email to the app/);
  });

  it('needs a token, one that Slack takes, and one that may do it; and a Slack that answers', async () => {
    await given();
    await assert.rejects(set(undefined), {code: 'SLACK_NOT_SET_UP'});
    const refusing = (error: SlackRefused) => fakeSlackChannels([], ADA, () => error);
    await assert.rejects(set(refusing(new SlackRefused('invalid_auth'))), {
      code: 'TOKEN_REFUSED',
      where: 'SLACK_BOT_TOKEN',
    });
    const lacking = fakeSlackChannels([], ADA, deed =>
      deed === 'make' ? new SlackRefused('missing_scope', 'channels:manage') : undefined,
    );
    await assert.rejects(set(lacking), {
      code: 'SCOPE_MISSING',
      message: 'The token may not be used to make the channel #shop-org: it lacks channels:manage.',
    });
    const away = refusing(new SlackUnreachable('fetch failed') as unknown as SlackRefused);
    await assert.rejects(set(away), {code: 'SERVICE_UNREACHABLE'});
  });
});

describe('the fake of channels', () => {
  slackChannelsContract(() =>
    fakeSlackChannels(
      [
        {name: 'agency'},
        {name: 'web'},
        {name: 'hidden', isHidden: true},
        {name: 'old', isArchived: true},
        {name: 'shop', members: ['U0123ABCD', 'U2', 'U3']},
      ],
      {'ada@example.org': 'U0123ABCD'},
    ),
  );
});
