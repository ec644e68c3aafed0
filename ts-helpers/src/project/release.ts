import type {BuildIdentity} from '../result/buildIdentity.ts';
import {repositoryId} from '../history/repository.ts';

/** One version of a project in one environment: what labels on containers and images say of it. */
export interface Release {
  project: string;
  environment: string;
  /** Where the source comes from, as repositoryId names it; absent where nothing tells it. */
  repository?: string;
  /** What tells a repository without a remote from others of its name, as `originText` writes it. */
  origin?: string;
  /** Short commit, or `build-12` where the SCM has none; tags the images. */
  version: string;
  commit: string | null;
  branch: string | null;
  /** The branch of the pull request that it is a preview of. */
  changeBranch?: string;
  /** Author of the commit. */
  by?: string;
  job?: string;
  buildNumber?: number;
  /** When the build began, ISO 8601. */
  startedAt?: string;
  buildUrl?: string;
  /** It is older than what was live before it, on purpose. */
  goesBack?: boolean;
  /** ISO 8601, UTC. */
  at: string;
}

const PREFIX = 'ca.countable';

export const releaseOf = (
  {build, remoteUrl, origin}: {build: BuildIdentity; remoteUrl: string | null; origin?: string | undefined},
  environment: string,
  now: Date,
): Release => {
  const {project, commit, branch, changeBranch, author, job, buildNumber, startedAt, buildUrl} = build;
  const repository = repositoryId(remoteUrl);
  return {
    project,
    environment,
    ...(repository !== undefined && {repository}),
    ...(origin !== undefined && {origin}),
    version: versionOf(build),
    commit,
    branch,
    ...(changeBranch !== undefined && {changeBranch}),
    ...(author && {by: `${author.name} <${author.email}>`}),
    ...(job !== undefined && {job}),
    ...(buildNumber !== undefined && {buildNumber}),
    ...(startedAt !== undefined && {startedAt}),
    ...(buildUrl !== undefined && {buildUrl}),
    at: now.toISOString(),
  };
};

const versionOf = ({commit, buildNumber, dirty}: BuildIdentity): string => {
  const base = commit?.slice(0, 12) ?? (buildNumber === undefined ? 'unknown' : `build-${buildNumber}`);
  return dirty ? `${base}-dirty` : base;
};

/** Labels of a container that came up with this release. */
export const releaseLabels = (release: Release): Record<string, string> => {
  const {version, commit, branch, changeBranch, by, job, buildNumber, buildUrl, at} = release;
  const change = {'change-branch': changeBranch};
  const told = {version, commit, branch, ...change, by, job, build: buildNumber, 'build-url': buildUrl, at};
  return {
    ...ownerLabels(release),
    ...Object.fromEntries(
      Object.entries(told)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([key, value]) => [`${PREFIX}.${key}`, String(value)]),
    ),
  };
};

/** The branch of the pull request that a container is of. */
export const CHANGE_BRANCH = `${PREFIX}.change-branch`;

/** What was checked out. */
export const BRANCH = `${PREFIX}.branch`;

/** When a container came up: ISO 8601, UTC. */
export const DEPLOYED_AT = `${PREFIX}.at`;

/** Whether a container came up with this very deploy; one of the same version may be of an earlier. */
export const isOfRelease = (labels: Readonly<Record<string, string>>, {at}: Release): boolean =>
  labels[DEPLOYED_AT] === at;

/** Tells which environment a container is of. */
export const ENVIRONMENT_LABEL = `${PREFIX}.environment`;

/** Labels that stay the same from release to release. */
export const ownerLabels = ({
  project,
  environment,
  repository,
  origin,
}: Pick<Release, 'project' | 'environment' | 'repository' | 'origin'>): Record<string, string> => ({
  [PROJECT]: project,
  [ENVIRONMENT_LABEL]: environment,
  ...(repository !== undefined && {[REPOSITORY]: repository}),
  ...(repository === undefined && origin !== undefined && {[ORIGIN]: origin}),
});

export const PROJECT = `${PREFIX}.project`;
export const REPOSITORY = `${PREFIX}.repository`;
export const ORIGIN = `${PREFIX}.origin`;

/** The version that such labels tell. */
export const versionIn = (labels: Readonly<Record<string, string>>): string =>
  labels[`${PREFIX}.version`] ?? '';

export const FINGERPRINT = `${PREFIX}.fingerprint`;

/** The same without the files that a container reads: where only those are others, a proxy reads them anew. */
export const MADE = `${PREFIX}.made`;

/** Whether the label is one of ours. */
export const isOurs = (label: string): boolean => label.startsWith(`${PREFIX}.`);
