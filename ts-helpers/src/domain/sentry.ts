import {UserError, warningOf} from '../errors.ts';
import type {Warning} from './result.ts';
import {differences, type WantedAlert, wantedAlerts} from './sentry/alerts.ts';
import type {SentryFacts, SentryProject} from './sentry/facts.ts';
import {keyName, ownKey, type Part, PARTS, partsOf} from './sentry/key.ts';
import type {SentryTarget} from './sentry/target.ts';

/** What is to be done, in order. */
export type SentryStep = {does: string} & (
  | {name: 'project'; team: string}
  | {name: 'key'}
  | {name: 'alert'; alert: WantedAlert; workspace: string; replaces?: string}
  | {name: 'uptime'; url: string; replaces?: string}
  /** The client key lists what was set up: whatever of it is missing later was taken away by hand. */
  | {name: 'mark'; parts: Part[]}
);

export interface SentryPlan {
  organization: string;
  /** Slug. */
  project: string;
  steps: SentryStep[];
  /** What was changed by hand since it was set up, in words. */
  drift: string[];
  /** What cannot be had, and why. */
  problems: Warning[];
}

/** How the project stands in Sentry now. */
export interface SentryOutcome {
  organization: string;
  /** Slug. */
  project: string;
  /** Its page. */
  url: string;
  /** What was done, in words; empty where nothing had to change. */
  changed: string[];
  drift: string[];
  problems: Warning[];
}

export const uptimeName = (slug: string): string => `Countable ${slug}: uptime`;

/**
 * What it takes to bring the project to how it is to be. What was set up once and differs now was changed by hand: it
 * is told, and brought back only with `repair`. Throws SENTRY_SLUG_TAKEN or SENTRY_TEAM_UNKNOWN.
 */
export const planSentry = (target: SentryTarget, facts: SentryFacts, repair: boolean): SentryPlan => {
  const {organization, project, keys} = facts;
  const slug = project?.slug ?? target.slug;
  const key = ownKey(keys);
  const done = new Set(partsOf(key));
  const parts = [...alertParts(target, facts, done), ...uptimePart(target, facts, done)];
  const drifted = parts.filter(part => part.drift !== undefined);
  const steps: SentryStep[] = [
    ...(project === undefined ? [projectStep(target, facts)] : []),
    ...(key === undefined ? [{name: 'key', does: `Make a client key in ${slug}, for the DSN`} as const] : []),
    ...parts.flatMap(({step, drift}) => (step && (drift === undefined || repair) ? [step] : [])),
  ];
  if (project !== undefined) refuseStrangers(project, target);
  const standing = PARTS.filter(
    part => done.has(part) || parts.some(({name, step, stands}) => name === part && (step || stands)),
  );
  return {
    organization,
    project: slug,
    steps: [...steps, ...(keyName(standing) === (key?.name ?? keyName([])) ? [] : [markStep(standing)])],
    drift: [
      ...renamed(target, project),
      ...drifted.map(({drift}) => String(drift)),
      ...(key?.isActive === false
        ? [`The client key ${key.name} is switched off: no DSN for the containers.`]
        : []),
    ],
    problems: parts.flatMap(({problem}) => (problem ? [problem] : [])),
  };
};

/** One thing that is to stand, and what is to be done or told about it. */
interface PartPlan {
  name: Part;
  step?: SentryStep;
  stands?: boolean;
  drift?: string;
  problem?: Warning;
}

const alertParts = (target: SentryTarget, facts: SentryFacts, done: ReadonlySet<Part>): PartPlan[] => {
  const slug = facts.project?.slug ?? target.slug;
  const wanted = wantedAlerts(slug, target.spike);
  const workspace = workspaceOf(target, facts);
  if (workspace === undefined) return [{name: 'new issues', problem: slackMissing(target, facts)}];
  return wanted.map(alert => alertPart(alert, {target, facts, done, workspace}));
};

const alertPart = (
  alert: WantedAlert,
  {
    target,
    facts,
    done,
    workspace,
  }: {
    target: SentryTarget;
    facts: SentryFacts;
    done: ReadonlySet<Part>;
    workspace: string;
  },
): PartPlan => {
  const {channels} = target;
  const existing = facts.alerts.find(({name}) => name === alert.name);
  const told = alert.key === 'new issues' ? 'new and regressed issues' : 'spiking issues';
  const step = (verb: string): SentryStep => ({
    name: 'alert',
    does: `${verb} the alert on ${told}, to ${channels[0] ?? 'Slack'}`,
    alert,
    workspace,
    ...(existing && {replaces: existing.id}),
  });
  if (existing === undefined) {
    if (!done.has(alert.key)) return {name: alert.key, step: step('Make')};
    return {name: alert.key, step: step('Make'), drift: `The alert on ${told} was deleted.`};
  }
  const different = differences(alert, existing, {workspace, channels});
  if (different.length === 0) return {name: alert.key, stands: true};
  return {name: alert.key, step: step('Bring back'), drift: `The alert on ${told} ${different.join(', ')}.`};
};

const uptimePart = (
  target: SentryTarget,
  {monitors, project}: SentryFacts,
  done: ReadonlySet<Part>,
): PartPlan[] => {
  const {uptime: url} = target;
  // Servers of before uptime monitors do without, and so do sites that nobody named.
  if (url === undefined || monitors === undefined) return [];
  const existing = monitors.find(({name}) => name === uptimeName(project?.slug ?? target.slug));
  const step = (verb: string): SentryStep => ({
    name: 'uptime',
    does: `${verb} the uptime monitor of ${url}`,
    url,
    ...(existing && {replaces: existing.id}),
  });
  if (existing === undefined) {
    const drift = done.has('uptime') ? {drift: 'The uptime monitor was deleted.'} : {};
    return [{name: 'uptime', step: step('Make'), ...drift}];
  }
  const different = [
    !existing.isEnabled && 'is switched off',
    existing.url !== url && `asks ${existing.url ?? 'nothing'} instead of ${url}`,
  ].filter(Boolean);
  if (different.length === 0) return [{name: 'uptime', stands: true}];
  return [{name: 'uptime', step: step('Bring back'), drift: `The uptime monitor ${different.join(', ')}.`}];
};

const workspaceOf = ({workspace}: SentryTarget, {workspaces}: SentryFacts): string | undefined =>
  (workspace === undefined ? workspaces[0] : workspaces.find(({name}) => name === workspace))?.id;

const slackMissing = ({workspace}: SentryTarget, {organization, workspaces}: SentryFacts): Warning => {
  if (workspace === undefined) {
    const message = `Sentry's Slack integration is not installed in ${organization}: alerts have nowhere to go.`;
    return warningOf(new UserError('SENTRY_SLACK_MISSING', message));
  }
  return {
    code: 'SENTRY_SLACK_MISSING',
    message: `Sentry knows no Slack workspace ${workspace}: alerts have nowhere to go.`,
    remedy: `Correct \`sentry: {workspace}\`; there are: ${workspaces.map(({name}) => name).join(', ') || 'none'}.`,
  };
};

const projectStep = (
  {slug, team, platform}: SentryTarget,
  {teams, organization}: SentryFacts,
): SentryStep => {
  const [only] = teams;
  const chosen = team ?? (teams.length === 1 ? only : undefined);
  if (chosen === undefined || !teams.includes(chosen)) {
    const message =
      team === null
        ? `Nothing tells which team of ${organization} the project ${slug} is to belong to.`
        : `There is no team ${team} in ${organization}, or the token does not see it.`;
    throw new UserError('SENTRY_TEAM_UNKNOWN', message, {
      where: 'sentry.team',
      remedy: `Set \`sentry: {team}\` to one of: ${teams.join(', ') || '(none yet: make a team in Sentry)'}.`,
    });
  }
  return {
    name: 'project',
    team: chosen,
    does: `Make the project ${slug} in team ${chosen}, platform ${platform}`,
  };
};

const refuseStrangers = ({slug, teams}: SentryProject, {team}: SentryTarget): void => {
  if (team === null || teams.length === 0 || teams.includes(team)) return;
  const message = `The Sentry project ${slug} belongs to ${teams.join(', ')}, not to ${team}.`;
  throw new UserError('SENTRY_SLUG_TAKEN', message, {where: 'sentry.project'});
};

const renamed = ({slug}: SentryTarget, project: SentryProject | undefined): string[] =>
  project === undefined || project.slug === slug
    ? []
    : [
        `The project ${slug} is called ${project.slug} now; set \`sentry: {project: ${project.slug}}\` in countable.yml.`,
      ];

const markStep = (parts: Part[]): SentryStep => ({
  name: 'mark',
  parts,
  does: 'Note in the name of the key what stands',
});
