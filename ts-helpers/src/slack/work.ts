import type {Finished} from '../run/finished.ts';
import {warn} from '../run/warn.ts';
import {withProblems} from '../run/withProblems.ts';
import type {World} from '../run/world.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import {ensure, planOnly, type SlackNeeds} from './ensure.ts';
import type {SlackOutcome, SlackPlan} from './plan.ts';

/** Opens Slack where there is a token for it. */
export const slackOpener = ({variables}: Pick<World, 'variables'>): SlackNeeds['openSlack'] => {
  const {SLACK_BOT_TOKEN: token, SLACK_API_URL: url} = variables;
  return token ? async () => (await import('./channels.ts')).createSlackChannels({token, url}) : undefined;
};

/** `countable slack`. Who is to be in the channel and cannot is its error, after all that could; of an author it is told. */
export const runSlack = async (
  given: BuildGiven & {plan: boolean; invite: readonly string[] | undefined},
  world: World,
): Promise<Finished<SlackPlan | SlackOutcome>> => {
  const project = await readProject(given, world);
  const needs = {openSlack: slackOpener(world), voice: world.voice};
  const request = {project, invite: given.invite ?? []};
  if (given.plan) return {result: await planOnly(request, needs)};
  const outcome = await ensure(request, needs);
  if (request.invite.length > 0) return withProblems(outcome, world.voice);
  // Nobody asked for the author.
  for (const problem of outcome.problems) warn(world.voice, problem);
  return {result: outcome};
};
