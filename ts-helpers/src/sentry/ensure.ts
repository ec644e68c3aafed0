import {manifestsAmong, platformOf} from '../project/platform.ts';
import {sentryTarget} from './plan/target.ts';
import type {ClientKey} from './plan/facts.ts';
import {ownKey} from './plan/key.ts';
import {planSentry, type SentryOutcome, type SentryPlan} from './plan.ts';
import type {SentrySettings} from '../settings/settings.ts';
import {UserError} from '../errors/userError.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import type {Sentry} from './service.ts';
import type {Voice} from '../run/voice.ts';
import {act, type Known} from './ensure/act.ts';
import {factsOf} from './ensure/gather.ts';
import type {Project} from '../workspace/project.ts';

export interface SentryNeeds {
  /** Finds the organisation. Throws what the adapter throws; absent without a token. */
  openSentry: ((settings: SentrySettings) => Promise<Sentry>) | undefined;
  files: Pick<Files, 'readInside'>;
  git: Pick<Git, 'files'>;
  voice: Voice;
}

export interface SentryRequest {
  project: Project;
  environment: string;
  /** Brings back what was changed by hand. */
  repair: boolean;
}

/** The outcome, and what a deploy goes on with. */
export interface Ensured {
  outcome: SentryOutcome;
  sentry: Sentry;
  /** Undefined where every client key is switched off. */
  dsn: string | undefined;
}

/** What `sentry` would do. */
export const planOnly = async (request: SentryRequest, needs: SentryNeeds): Promise<SentryPlan> => {
  const {target, facts} = await gather(request, needs);
  return planSentry(target, facts, request.repair);
};

/**
 * Ensures the Sentry project of an environment: itself, a client key, alerts to Slack, an uptime monitor. A second run
 * changes nothing. Throws what stands in the way of a DSN; what was done by then is not done again. What else cannot be
 * had is among the problems.
 */
export const ensure = async (request: SentryRequest, needs: SentryNeeds): Promise<Ensured> => {
  const known = await gather(request, needs);
  const {sentry, target, facts} = known;
  const plan = planSentry(target, facts, request.repair);
  const {key, changed, problems} = await act(plan, known, needs);
  const keys = key === undefined ? facts.keys : [key, ...facts.keys];
  const project = plan.project;
  return {
    sentry,
    dsn: dsnOf(keys),
    outcome: {
      organization: plan.organization,
      project,
      url: new URL(`organizations/${plan.organization}/projects/${project}/`, `${sentry.url}/`).href,
      changed,
      drift: request.repair ? [] : plan.drift,
      problems: [...plan.problems, ...problems],
    },
  };
};

/** Ours, and where there is none, any that works; ours switched off was switched off on purpose. */
const dsnOf = (keys: readonly ClientKey[]): string | undefined => {
  const key = ownKey(keys) ?? keys.find(({isActive}) => isActive);
  return key?.isActive ? key.dsn : undefined;
};

const gather = async (request: SentryRequest, needs: SentryNeeds): Promise<Known> => {
  const {
    project: {build, settings},
    environment,
  } = request;
  if (settings.sentry === 'none') {
    throw new UserError('SENTRY_NOT_SET_UP', '`sentry: none` says that this project has no Sentry.', {
      where: 'sentry',
      remedy: 'Remove `sentry: none` from countable.yml.',
    });
  }
  if (needs.openSentry === undefined) {
    throw new UserError('SENTRY_NOT_SET_UP', 'There is no token for Sentry.', {where: 'SENTRY_AUTH_TOKEN'});
  }
  const target = sentryTarget(
    build,
    {settings, sentry: settings.sentry, environment},
    await guessPlatform(request, needs),
  );
  const sentry = await needs.openSentry(settings.sentry);
  return {sentry, target, facts: await factsOf(sentry, target)};
};

const guessPlatform = async (
  {project: {workspace}}: SentryRequest,
  {files, git}: SentryNeeds,
): Promise<string> => {
  const all = (await git.files({untracked: false}))?.files ?? [];
  const texts = manifestsAmong(all).map(async file => [
    file,
    (await files.readInside(workspace, file)) ?? '',
  ]);
  return platformOf({
    files: all,
    manifests: Object.fromEntries(await Promise.all(texts)) as Record<string, string>,
  });
};
