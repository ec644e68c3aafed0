import {UserError, warningOf} from '../errors/userError.ts';
import {slackChannel} from '../project/slackChannel.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import type {Project} from '../workspace/project.ts';
import type {Channel, SlackChannels, Workspace} from './channels.ts';
import {slackFailure} from './failures.ts';
import {
  planSlack,
  type SlackFacts,
  type SlackOutcome,
  type SlackPlan,
  type SlackTarget,
  wantedIn,
} from './plan.ts';

export interface SlackNeeds {
  /** Absent without a token. */
  openSlack: (() => Promise<SlackChannels>) | undefined;
  voice: Voice;
}

export interface SlackRequest {
  project: Project;
  invite: readonly string[];
}

/** What `countable slack` would do. */
export const planOnly = async (request: SlackRequest, needs: SlackNeeds): Promise<SlackPlan> => {
  const {target, facts} = await gather(request, needs);
  return planSlack(target, facts);
};

/**
 * Ensures the channel of a project: that it is there, with the app in it and who is to be invited. Who cannot be invited is among
 * the problems. Throws SLACK_NOT_SET_UP, SLACK_CHANNEL_…, SLACK_REFUSED, TOKEN_REFUSED, SCOPE_MISSING and SERVICE_UNREACHABLE.
 */
export const ensure = async (request: SlackRequest, needs: SlackNeeds): Promise<SlackOutcome> => {
  const {slack, target, facts, workspace} = await gather(request, needs);
  const plan = planSlack(target, facts);
  let id = facts.channel?.id ?? '';
  const {done, notDone} = await carryOut(
    plan.steps,
    async step => {
      const asked = `to ${step.does.charAt(0).toLowerCase()}${step.does.slice(1)}`;
      await failing(asked, async () => {
        if ('name' in step) id = (await slack.make(step.name)).id;
        else if ('channel' in step) await slack.join(step.channel);
        else await slack.invite(id, step.user);
      });
    },
    {
      voice: needs.voice,
      // A channel without one of these people is a channel all the same.
      bear: (step, error) => ('user' in step && error instanceof UserError ? 'go on' : 'fail'),
    },
  );
  return {
    workspace: plan.workspace,
    channel: plan.channel,
    ...(id !== '' && {url: `${workspace.url}archives/${id}`}),
    changed: done.map(({does}) => does),
    problems: [
      ...plan.problems,
      ...notDone.flatMap(({error}) => (error instanceof UserError ? [warningOf(error)] : [])),
    ],
  };
};

interface Known {
  slack: SlackChannels;
  workspace: Workspace;
  target: SlackTarget;
  facts: SlackFacts;
}

const gather = async (
  {project: {build, settings}, invite}: SlackRequest,
  {openSlack}: SlackNeeds,
): Promise<Known> => {
  if (openSlack === undefined)
    throw new UserError('SLACK_NOT_SET_UP', 'There is no token for Slack.', {where: 'SLACK_BOT_TOKEN'});
  const channel = slackChannel(settings.slack.channel ?? build.project);
  if (channel === '')
    throw new UserError('SLACK_CHANNEL_UNKNOWN', `No channel can be called ${build.project}.`, {
      where: 'slack.channel',
    });
  const target = {channel, invite, author: build.author?.email};
  const slack = await openSlack();
  return failing(`to look at ${channel}`, async () => {
    const workspace = await slack.workspace();
    const found = await slack.find(channel);
    const wanted = wantedIn(target, found && {...found, members: []});
    const people: Record<string, SlackFacts['people'][string]> = {};
    for (const email of wanted) people[email] = await personOf(email, {slack, workspace});
    const members = wanted.length > 0 ? await membersOf(found, slack) : [];
    return {
      slack,
      workspace,
      target,
      facts: {workspace: workspace.name, channel: found && {...found, members}, people},
    };
  });
};

/** Who cannot be found is one person less in the channel. */
const personOf = async (
  email: string,
  {slack, workspace}: Pick<Known, 'slack' | 'workspace'>,
): Promise<SlackFacts['people'][string]> => {
  try {
    const id = await slack.userByEmail(email);
    if (id !== undefined) return {id};
    const message = `Nobody in ${workspace.name} has the address ${email}.`;
    return {problem: warningOf(new UserError('SLACK_PERSON_UNKNOWN', message, {where: email}))};
  } catch (error) {
    const failure = slackFailure(error, `to find ${email}`);
    if (failure instanceof UserError && failure.code === 'SCOPE_MISSING')
      return {problem: warningOf(failure)};
    throw failure;
  }
};

const membersOf = async (channel: Channel | undefined, slack: SlackChannels): Promise<string[]> =>
  channel === undefined || channel.isArchived ? [] : slack.members(channel.id);

const failing = async <T>(asked: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw slackFailure(error, asked);
  }
};
