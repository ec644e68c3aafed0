import type {Changes} from '../history/changes.ts';
import {ANY_AGENT, deployAgents, previewAgents, testAgents} from '../project/agents.ts';
import {environmentTitle} from '../project/conventions.ts';
import {previewNumber} from '../project/preview.ts';
import {
  filesOfDeploy,
  ofTelling,
  type SecretsOfDeploy,
  SENTRY,
  testVariables,
} from '../project/credentials.ts';
import type {BuildIdentity} from '../result/buildIdentity.ts';
import {cronOf, nightlyOf} from '../project/nightly.ts';
import {bound, type PipelinePlan, type PlannedStage} from '../seam/pipelinePlan.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {Settings} from '../settings/settings.ts';
import {backupGroups, backupNote} from './plan/backup.ts';

/** Above any build number: a build that has begun to deploy is out of reach of those behind it. */
const DEPLOYING = 1_000_000_000;

/**
 * Production comes after the tests, and so does a preview, for a red test deploys neither; any other environment beside them, everything else is tested only.
 *
 * Milestones (https://plugins.jenkins.io/pipeline-milestone-step): a build passes its own number, which
 * aborts older builds that have not begun to deploy; before a deploy it passes `DEPLOYING - number`, so that a
 * deploying build stands higher than every newer one and is never aborted, neither when those pass nor when they end.
 */
export const planPipeline = (
  build: BuildIdentity,
  settings: Settings,
  {
    changes,
    secrets = {},
    testsHaveSecrets = true,
    notes = [],
    byTimer = false,
  }: {
    changes?: Changes | undefined;
    secrets?: SecretsOfDeploy;
    testsHaveSecrets?: boolean;
    notes?: readonly string[];
    /** The nightly timer began it. */
    byTimer?: boolean;
  } = {},
): PipelinePlan => {
  const {mail} = settings;
  const nightly = nightlyOf(build.project, build.environment, settings);
  const groups = byTimer
    ? backupGroups(build, settings)
    : groupsOf(build, settings, {secrets, testsHaveSecrets});
  return {
    build,
    groups,
    notify: {
      agents: [ANY_AGENT],
      credentials: ofTelling(settings).map(bound),
    },
    ...(byTimer && {byTimer}),
    ...(nightly && {timer: cronOf(nightly)}),
    notes: [...settings.notes, ...notes, ...(byTimer ? [backupNote(build, settings)] : [])],
    slack: settings.slack,
    ...(mail && {mail}),
    ...(changes && {changes}),
  };
};

const groupsOf = (
  build: BuildIdentity,
  settings: Settings,
  {secrets, testsHaveSecrets}: {secrets: SecretsOfDeploy; testsHaveSecrets: boolean},
): PipelinePlan['groups'] => {
  const tests = settings.test === 'none' ? [] : [testStage(build, settings, testsHaveSecrets)];
  const {environment} = build;
  const number = environment === undefined ? undefined : previewNumber(environment);
  const deploys = environment === undefined ? [] : [deployStage(build, environment, {settings, secrets})];
  const stages = number === undefined ? deploys : deploys.map(stage => ({...stage, ...preview(number)}));
  const isLast = environment === PRODUCTION || number !== undefined;
  const together = isLast ? [tests, stages] : [[...stages, ...tests]];
  return together
    .filter(stages => stages.length > 0)
    .map((stages, index) => ({milestones: milestones(build, stages, index), stages}));
};

/** It is a deploy, after which those that are left over go. */
const preview = (number: string): Pick<PlannedStage, 'name' | 'verb' | 'arguments'> => ({
  name: 'Preview',
  verb: 'preview',
  arguments: [number],
});

const milestones = ({buildNumber}: BuildIdentity, stages: PlannedStage[], index: number): number[] => {
  if (buildNumber === undefined) return [];
  const own = index > 0 ? [] : [buildNumber - 1, buildNumber].filter(ordinal => ordinal > 0);
  return stages.some(({verb}) => verb !== 'test') ? [...own, DEPLOYING - buildNumber] : own;
};

const testStage = (build: BuildIdentity, settings: Settings, hasSecrets: boolean): PlannedStage => ({
  name: 'Test',
  verb: 'test',
  arguments: [],
  agents: testAgents(build.project, settings),
  timeLimitMinutes: settings.timeouts.test,
  credentials: hasSecrets ? [bound(testVariables(build.project))] : [],
});

const deployStage = (
  build: BuildIdentity,
  environment: string,
  {settings, secrets}: {settings: Settings; secrets: SecretsOfDeploy},
): PlannedStage => ({
  name: `Deploy to ${environmentTitle(environment)}`,
  verb: 'deploy',
  arguments: [environment],
  agents:
    previewNumber(environment) === undefined
      ? deployAgents(build.project, environment, settings)
      : previewAgents(build.project, settings),
  timeLimitMinutes: settings.timeouts.deploy,
  credentials: [
    ...filesOfDeploy(build.project, environment, secrets),
    ...(environment === PRODUCTION && settings.sentry !== 'none' ? [SENTRY] : []),
  ].map(bound),
});
