import type {Commit} from '../../history/changes.ts';
import {repositoryPath} from '../../history/hostedRepository.ts';
import {sentryRelease} from '../plan/errorTracking.ts';
import type {Warning} from '../../result/result.ts';
import type {SentryPlan} from '../../sentry/plan.ts';
import type {Settings} from '../../settings/settings.ts';
import {isStop, messageOf, UserError, warningOf} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Git} from '../../outside/git.ts';
import type {DeployRequest} from '../gather/request.ts';
import {ensure, type Ensured, planOnly, type SentryNeeds} from '../../sentry/ensure.ts';
import {dsnInUse} from '../gather/fingerprints.ts';
import type {Gathered} from '../gather.ts';
import {type SourceMapNeeds, uploadSourceMaps} from './sourceMaps.ts';
import {warn as tell} from '../../run/warn.ts';

export interface TrackingNeeds extends Omit<SentryNeeds, 'git' | 'files'>, SourceMapNeeds {
  git: Pick<Git, 'files' | 'commits'>;
  clock: Clock;
  /** A copy of plain data, every text in it plain and masked. */
  maskData<T>(data: T): T;
}

/** Sentry beside a deploy. Nothing of it fails the deploy: what goes wrong is told once. */
export interface Tracking {
  /** What the containers report to: Sentry's own word, and where it does not answer, what runs now. */
  dsn(): Promise<string | undefined>;
  /** Tells of the release, its commits and this deploy, once it counts. Throws NotTold. */
  record(): Promise<void>;
  readonly warnings: Warning[];
}

/** Sentry was not told, and why is among the warnings. */
export class NotTold extends Error {
  override readonly name = 'NotTold';
}

/** Begins at once, beside what the deploy does. */
export const trackErrors = (request: DeployRequest, gathered: Gathered, needs: TrackingNeeds): Tracking => {
  const {project, environment} = request;
  const begun = needs.clock.now();
  const {warnings, warn, warningInstead} = toWarnings(needs);
  const ensuring = ensure({project, environment, repair: false}, needs);
  // Awaited below, and not at all where the deploy fails before.
  ensuring.catch(() => undefined);
  let ensured: Ensured | undefined;
  return {
    warnings,

    async dsn() {
      let dsn: string | undefined;
      ensured = await warningInstead(
        () => ensuring,
        async () => {
          dsn = await dsnInUse(gathered.facts.containers, needs.docker);
          return unknownProject(dsn !== undefined);
        },
      );
      if (ensured) {
        warningsOf(ensured).forEach(warn);
        ({dsn} = ensured);
      }
      if (dsn !== undefined) needs.voice.hide(dsn);
      return dsn;
    },

    async record() {
      const known = ensured;
      if (known === undefined) throw new NotTold();
      const deployed = {request, gathered, begun};
      if (!(await warningInstead(() => recordRelease(known, deployed, needs), RELEASE_UNTOLD)))
        throw new NotTold();
      await warningInstead(() => recordSourceMaps(known, deployed, needs));
      if (!(await warningInstead(() => recordDeploy(known, deployed, needs), DEPLOY_UNTOLD)))
        throw new NotTold();
    },
  };
};

/** What it means that the project is not known, however it comes. */
const unknownProject = (hasDsn: boolean): string =>
  hasDsn
    ? 'Sentry is not told of this release; the containers keep the DSN that they have.'
    : 'Sentry is not told of this release, and the containers get no SENTRY_DSN.';

const RELEASE_UNTOLD = () => Promise.resolve('Sentry is not told of this release and its commits.');
const DEPLOY_UNTOLD = () => Promise.resolve('Sentry knows the release, and not that it was deployed.');
const nothing = () => Promise.resolve('');

/** What would change in Sentry; undefined, and told why, where it cannot be asked. */
export const planTracking = (
  {project, environment}: DeployRequest,
  needs: TrackingNeeds,
): Promise<SentryPlan | undefined> =>
  toWarnings(needs).warningInstead(() => planOnly({project, environment, repair: false}, needs));

/** What goes wrong becomes a warning, unless the deploy itself is to stop. */
const toWarnings = ({voice}: TrackingNeeds) => {
  const warnings: Warning[] = [];
  const warn = (warning: Warning): void => {
    warnings.push(warning);
    tell(voice, warning);
  };
  const warningInstead = async <T>(work: () => Promise<T>, meaning = nothing): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (isStop(error)) throw error;
      if (!(error instanceof UserError)) voice.bug(error);
      const {message, ...warning} = error instanceof UserError ? warningOf(error) : unexpected(error);
      warn({...warning, message: [message, await meaning()].join(' ').trimEnd()});
      return undefined;
    }
  };
  return {warnings, warn, warningInstead};
};

/** A mistake of ours is no reason for a site to stay as it is. */
const unexpected = (error: unknown): Warning =>
  warningOf(new UserError('INTERNAL', `Something went wrong with Sentry: ${messageOf(error)}.`));

const warningsOf = ({outcome: {problems, drift}}: Ensured): Warning[] => {
  if (drift.length === 0) return problems;
  return [
    ...problems,
    warningOf(new UserError('SENTRY_DRIFT', `Changed by hand in Sentry: ${drift.join(' ')}`)),
  ];
};

interface Deployed {
  request: DeployRequest;
  gathered: Gathered;
}

const recordRelease = async (
  {sentry, outcome}: Ensured,
  {request, gathered: {facts}}: Deployed,
  {git, maskData}: TrackingNeeds,
): Promise<true> => {
  await sentry.createRelease({
    version: versionOf(facts),
    project: outcome.project,
    repository: repositoryPath(request.project.remoteUrl),
    commits: maskData(await commitsSince(facts.previous?.commit ?? undefined, git)),
  });
  return true;
};

const recordSourceMaps = async (
  {sentry, outcome: {organization, project}}: Ensured,
  {request, gathered: {facts}}: Deployed,
  needs: TrackingNeeds,
): Promise<void> => {
  if (!hasSourceMaps(request.project.settings)) return;
  await uploadSourceMaps(facts, {release: versionOf(facts), organization, project, url: sentry.url}, needs);
};

const recordDeploy = async (
  {sentry, outcome: {project}}: Ensured,
  {request: {environment, who}, gathered: {facts}, begun}: Deployed & {begun: Date},
  {clock}: TrackingNeeds,
): Promise<true> => {
  await sentry.createDeploy(versionOf(facts), {
    project,
    environment,
    name: who,
    url: facts.release.buildUrl,
    dateStarted: begun.toISOString(),
    dateFinished: clock.now().toISOString(),
  });
  return true;
};

const versionOf = ({release}: Gathered['facts']): string => sentryRelease(release.project, release.version);

const hasSourceMaps = ({sentry}: Settings): boolean => sentry !== 'none' && sentry.sourceMaps !== 'none';

/** So many commits of a release are told. */
const MOST_COMMITS = 100;

/** A release that nothing went before, or of which this clone does not know, has its newest commit. */
const commitsSince = async (previous: string | undefined, git: Pick<Git, 'commits'>): Promise<Commit[]> => {
  const limits = {commits: MOST_COMMITS, files: 0};
  const since = previous === undefined ? undefined : await git.commits(previous, limits);
  return since ?? (await git.commits(undefined, {...limits, commits: 1})) ?? [];
};
