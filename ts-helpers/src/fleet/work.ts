import {storesOf} from '../backups/stores.ts';
import {open} from '../jenkins/open.ts';
import {createClock} from '../outside/clock.ts';
import {keepShortLivedSmall} from '../outside/memory.ts';
import {toErrorReport} from '../stage/runStage.ts';
import {SLACK} from '../project/credentials.ts';
import type {Finished} from '../run/finished.ts';
import type {GivenToAll} from '../run/verb.ts';
import type {World} from '../run/world.ts';
import type {Settings} from '../settings/settings.ts';
import {readFacts, readOrganisation} from '../workspace/open.ts';
import {checkFleet, type FleetNeeds, type FleetOutcome, fleetPlan, troubleError} from './fleet.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {FleetWords} from './gather.ts';
import type {FleetPlan} from './plan.ts';

/** `countable fleet`. */
export const runFleet = async (
  given: Pick<GivenToAll, 'facts'> & {plan: boolean},
  world: World,
): Promise<Finished<FleetPlan | FleetOutcome>> => {
  keepShortLivedSmall();
  const settings = await readOrganisation(given, world);
  const {controller} = await readFacts(given);
  const needs = needsOf(settings, {...world, variables: {...world.variables, ...controller}});
  const words = wordsOf(settings);
  if (given.plan) return {result: await fleetPlan(words, needs)};
  const result = await checkFleet(words, needs);
  const error = troubleError(result);
  return error === undefined ? {result} : {result, error: toErrorReport(error)};
};

/** What is wrong with backups, which is told nobody and changes nothing. Throws BACKUP_NOT_SET_UP, and what S3 says. */
export const lookAtFleet = async (settings: Settings, world: World): Promise<FleetPlan> =>
  fleetPlan(wordsOf(settings), needsOf(settings, world));

const wordsOf = ({fleet, branches, backup}: Settings): FleetWords => {
  if (backup === 'none') throw new Error('the organisation cannot say none');
  const {staleHours, provenHours} = fleet;
  const {shrink, recipients, keep, bucket} = backup;
  return {
    fleet,
    branches,
    rules: {
      ...{staleHours, provenHours, shrink, recipients, keep, lockDays: bucket?.lock?.days},
      environments: [...new Set(Object.values(branches))].filter(one => one !== PRODUCTION),
    },
  };
};

const needsOf = ({backup, fleet, slack}: Settings, world: World): FleetNeeds => {
  const {variables, voice, signal} = world;
  const {SLACK_BOT_TOKEN: token, SLACK_API_URL: url} = variables;
  const {JENKINS_USER_ID: user, JENKINS_API_TOKEN: password} = variables;
  return {
    ...storesOf(backup, signal),
    clock: createClock(signal),
    voice,
    // Jenkins itself gives every build its address.
    jenkins: user || password ? () => open(world) : undefined,
    slack: token ? async () => (await import('../slack/messages.ts')).createSlack({token, url}) : undefined,
    channel: fleet.channel ?? slack.defaultChannel,
    token: variables.JENKINS_URL ? `the credential ${SLACK.id}` : SLACK.variable,
  };
};
