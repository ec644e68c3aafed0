import {deployAgents} from '../../project/agents.ts';
import {ofProving, ofStoring} from '../../project/credentials.ts';
import {nightlyOf} from '../../project/nightly.ts';
import type {BuildIdentity} from '../../result/buildIdentity.ts';
import {bound, type PipelinePlan, type PlannedStage} from '../../seam/pipelinePlan.ts';
import {PRODUCTION} from '../../settings/production.ts';
import type {BackupSettings, Settings} from '../../settings/settings.ts';

/**
 * What a build does that the nightly timer began: it backs production up where it runs and proves that, there or on an agent of
 * its own; then what restores replaced long ago goes, and environments are refreshed with it, each where it runs. It passes no milestone, so that it neither aborts a build of a commit nor is aborted by one.
 */
export const backupGroups = (build: BuildIdentity, settings: Settings): PipelinePlan['groups'] => {
  const {backup} = settings;
  if (backup === 'none' || nightlyOf(build.project, build.environment, settings) === undefined) return [];
  const stages = [
    storing(build, settings, backup),
    ...proving(settings, backup),
    pruning(build, settings),
    ...refreshing(build, settings, backup),
  ];
  return stages.map(stage => ({
    milestones: [],
    stages: [stage],
  }));
};

/** What it does, or why it does nothing. */
export const backupNote = (build: BuildIdentity, {backup}: Settings): string => {
  if (backup === 'none') return `${BEGUN}, and backs nothing up: \`backup: none\` says so.`;
  if (build.environment !== PRODUCTION) return `${BEGUN}, and backs nothing up: ${build.because}`;
  if (backup.bucket === undefined)
    return `${BEGUN}, and backs nothing up: nothing tells which bucket backups go to.`;
  return `${BEGUN}: it ${backup.proof.after ? 'backs up, and proves that' : 'backs up'}; it tests and deploys nothing.`;
};

const BEGUN = 'The nightly timer began this build';

const storing = (build: BuildIdentity, settings: Settings, backup: BackupSettings): PlannedStage => {
  const provesToo = backup.proof.after && backup.proof.agent === undefined;
  return {
    name: 'Back up',
    verb: 'backup',
    arguments: [],
    agents: deployAgents(build.project, PRODUCTION, settings),
    timeLimitMinutes: settings.timeouts.backup * (provesToo ? 2 : 1),
    credentials: (provesToo ? ofProving(backup) : ofStoring()).map(bound),
  };
};

/** Where the databases can be reached; a backup that failed leaves it as it is. */
const pruning = (build: BuildIdentity, settings: Settings): PlannedStage => ({
  name: 'Drop what restores replaced',
  verb: 'restore',
  arguments: ['--prune'],
  agents: deployAgents(build.project, PRODUCTION, settings),
  timeLimitMinutes: settings.timeouts.backup,
  credentials: ofStoring().map(bound),
});

/** What is proven by then; of what is not, it is told that it is not. */
const refreshing = (build: BuildIdentity, settings: Settings, backup: BackupSettings): PlannedStage[] =>
  settings.refresh.nightly.map(environment => ({
    name: `Refresh ${environment}`,
    verb: 'refresh',
    arguments: [`--environment=${environment}`],
    agents: deployAgents(build.project, environment, settings),
    timeLimitMinutes: settings.timeouts.backup,
    credentials: ofProving(backup).map(bound),
  }));

/** Of the newest one: which that is will be known then. */
const proving = ({timeouts}: Settings, backup: BackupSettings): PlannedStage[] => {
  const {after, agent} = backup.proof;
  if (!after || agent === undefined) return [];
  return [
    {
      name: 'Prove',
      verb: 'verify',
      arguments: [],
      agents: [agent],
      timeLimitMinutes: timeouts.backup,
      credentials: ofProving(backup).map(bound),
    },
  ];
};
