import {UserError} from '../errors/userError.ts';
import type {Warning} from '../result/result.ts';
import {ABOUT, channelText, differences, type WantedAlert, wantedAlerts} from './plan/alerts.ts';
import {ownAlert} from './plan/ownAlert.ts';
import {ownAmong, ownName} from './plan/ownName.ts';
import type {SentryFacts, SentryProject} from './plan/facts.ts';
import {keyName, ownKey, type Part, PARTS, partsOf} from './plan/key.ts';
import {channelUnnamed, slackMissing} from './plan/slackProblems.ts';
import type {SentryTarget} from './plan/target.ts';
import {OF_A_SERVICE, type Step} from '../result/step.ts';

/** What is to be done, in order. */
export type SentryStep = Step &
  (
    | {id: 'project'; team: string}
    | {id: 'key'}
    | {id: WantedAlert['key']; alert: WantedAlert; workspace: string; replaces?: string}
    | {id: 'uptime'; url: string; replaces?: string}
    /** The client key lists what was set up: whatever of it is missing later was taken away by hand. */
    | {id: 'mark'; parts: Part[]}
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

const UPTIME = 'uptime';

export const uptimeName = (slug: string): string => ownName(slug, UPTIME);

/**
 * What it takes to bring the project to how it is to be. What was set up once and differs now was changed by hand: it
 * is told, and brought back only with `repair`. Throws SENTRY_SLUG_TAKEN or SENTRY_TEAM_UNKNOWN.
 */
export const planSentry = (target: SentryTarget, facts: SentryFacts, repair: boolean): SentryPlan => {
  const {organization, project, keys} = facts;
  const slug = project?.slug ?? target.slug;
  const key = ownKey(keys);
  const done = new Set(partsOf(key));
  const parts = [...alertParts(target, facts, done), ...uptimePart(target, facts, {done, repair})];
  const drifted = parts.filter(part => part.drift !== undefined);
  const steps: SentryStep[] = [
    ...(project === undefined ? [projectStep(target, facts)] : []),
    ...(key === undefined
      ? [{...OF_A_SERVICE, id: 'key', does: `Make a client key in ${slug}, for the DSN`} as const]
      : []),
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
    problems: distinct([...facts.problems, ...parts.flatMap(({problem}) => (problem ? [problem] : []))]),
  };
};

/** Two alerts may have one reason not to be. */
const distinct = (problems: readonly Warning[]): Warning[] => [
  ...new Map(problems.map(problem => [problem.message, problem])).values(),
];

/** One thing that is to stand, and what is to be done or told about it. */
interface PartPlan {
  name: Part;
  step?: SentryStep;
  stands?: boolean;
  drift?: string;
  problem?: Warning;
}

const alertParts = (target: SentryTarget, facts: SentryFacts, done: ReadonlySet<Part>): PartPlan[] => {
  // What is not known is neither made nor missed.
  if (facts.alerts === undefined || facts.workspaces === undefined) return [];
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
  const {key} = alert;
  const existing = ownAlert(key, facts, target);
  const told = ABOUT[key];
  const first = channels.find(({name}) => name !== undefined);
  const step = (verb: string): Pick<PartPlan, 'step' | 'problem'> =>
    first === undefined
      ? {problem: channelUnnamed(channels.map(channelText).join(', '))}
      : {
          step: {
            ...OF_A_SERVICE,
            id: key,
            does: `${verb} the alert on ${told}, to ${channelText(first)}`,
            alert,
            workspace,
            ...(existing && {replaces: existing.id}),
          },
        };
  if (existing === undefined) {
    if (!done.has(key)) return {name: key, ...step('Make')};
    return {name: key, ...step('Make'), drift: `The alert on ${told} was deleted.`};
  }
  const different = differences(alert, existing, {workspace, channels});
  if (different.length === 0) return {name: key, stands: true};
  return {name: key, ...step('Bring back'), drift: `The alert on ${told} ${different.join(', ')}.`};
};

const uptimePart = (
  target: SentryTarget,
  {monitors, project}: SentryFacts,
  {done, repair: repairing}: {done: ReadonlySet<Part>; repair: boolean},
): PartPlan[] => {
  const {uptime: url} = target;
  // Servers of before uptime monitors do without, and so do sites that nobody named.
  if (url === undefined || monitors === undefined) return [];
  const existing = ownAmong(monitors, {project: project?.slug ?? target.slug, about: UPTIME});
  const step = (verb: string): SentryStep => ({
    ...OF_A_SERVICE,
    id: 'uptime',
    does: `${verb} the uptime monitor of ${url}`,
    url,
    ...(existing && {replaces: existing.id}),
  });
  if (existing === undefined) {
    const drift = done.has('uptime') ? {drift: 'The uptime monitor was deleted.'} : {};
    return [{name: 'uptime', step: step('Make'), ...drift}];
  }
  // Sentry makes one that has no seat switched off. It was never noted as standing, so that nobody switched it off.
  const isUnseated = !existing.isEnabled && !done.has('uptime');
  if (isUnseated && existing.url === url)
    return [{name: 'uptime', ...(repairing && {step: step('Switch on')})}];
  const different = [
    !existing.isEnabled && !isUnseated && 'is switched off',
    existing.url !== url && `asks ${existing.url ?? 'nothing'} instead of ${url}`,
  ].filter(Boolean);
  if (different.length === 0) return [{name: 'uptime', stands: true}];
  return [{name: 'uptime', step: step('Bring back'), drift: `The uptime monitor ${different.join(', ')}.`}];
};

const workspaceOf = ({workspace}: SentryTarget, {workspaces = []}: SentryFacts): string | undefined =>
  (workspace === undefined ? workspaces[0] : workspaces.find(({name}) => name === workspace))?.id;

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
    ...OF_A_SERVICE,
    id: 'project',
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
  ...OF_A_SERVICE,
  id: 'mark',
  parts,
  does: 'Note in the name of the key what stands',
});
