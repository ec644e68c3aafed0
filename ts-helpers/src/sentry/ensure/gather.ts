import type {Warning} from '../../result/result.ts';
import type {SentryFacts, SentryProject} from '../plan/facts.ts';
import {areUncertain} from '../plan/ownAlert.ts';
import type {SentryTarget} from '../plan/target.ts';
import type {Sentry} from '../service.ts';
import {notDone} from './notDone.ts';

/**
 * What Sentry holds of a project. Four requests where all stands, one more for an uptime monitor, and one for servers
 * that have project rules. Without the project and its keys there is no DSN; all else can be missing, and is told.
 */
export const factsOf = async (sentry: Sentry, target: SentryTarget): Promise<SentryFacts> => {
  const {organization} = sentry;
  const problems: Warning[] = [];
  const project = await sentry.project(target.slug);
  const looking = notDone(problems, 'Alerts were not looked at.');
  if (project === undefined) {
    const [teams, workspaces] = await Promise.all([sentry.teams(), looking(() => sentry.workspaces())]);
    // Of a project that is not there yet: a new one has no more than this to begin with.
    return {organization, project, teams, workspaces, keys: [], alerts: [], monitors: [], problems};
  }
  const [keys, workspaces, watching] = await Promise.all([
    sentry.keys(project.slug),
    looking(() => sentry.workspaces()),
    alertsAndMonitors(sentry, project, {looking, isWatched: target.uptime !== undefined}),
  ]);
  return {organization, project, teams: [], keys, workspaces, ...watching, problems};
};

const alertsAndMonitors = async (
  sentry: Sentry,
  project: SentryProject,
  {looking, isWatched}: {looking: ReturnType<typeof notDone>; isWatched: boolean},
): Promise<Pick<SentryFacts, 'alerts' | 'monitors'>> => {
  const found = await looking(() => sentry.alerts(project));
  if (found === undefined) return {alerts: undefined, monitors: undefined};
  const alerts = found.entries;
  // Servers with rules have no monitors either.
  const isAsked = found.kind === 'workflows' && (isWatched || areUncertain(alerts, project.slug));
  return {alerts, monitors: isAsked ? await looking(() => sentry.monitors(project)) : undefined};
};
