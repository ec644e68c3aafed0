import type {BuildIdentity} from './build.ts';
import type {Container} from './compose.ts';

/** One version of a project in one environment: what labels on containers and images say of it. */
export interface Release {
  project: string;
  environment: string;
  /** Short commit, or `build-12` where the SCM has none; tags the images. */
  version: string;
  commit: string | null;
  branch: string | null;
  /** Author of the commit. */
  by?: string;
  job?: string;
  buildNumber?: number;
  buildUrl?: string;
  /** ISO 8601, UTC. */
  at: string;
}

const PREFIX = 'ca.countable';

export const releaseOf = (build: BuildIdentity, environment: string, now: Date): Release => {
  const {project, commit, branch, author, job, buildNumber, buildUrl} = build;
  return {
    project,
    environment,
    version: versionOf(build),
    commit,
    branch,
    ...(author && {by: `${author.name} <${author.email}>`}),
    ...(job !== undefined && {job}),
    ...(buildNumber !== undefined && {buildNumber}),
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
  const {version, commit, branch, by, job, buildNumber, buildUrl, at} = release;
  const told = {version, commit, branch, by, job, build: buildNumber, 'build-url': buildUrl, at};
  return {
    ...ownerLabels(release),
    ...Object.fromEntries(
      Object.entries(told)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([key, value]) => [`${PREFIX}.${key}`, String(value)]),
    ),
  };
};

/** Tells which environment a container is of. */
export const ENVIRONMENT_LABEL = `${PREFIX}.environment`;

/** Labels that stay the same from release to release. */
export const ownerLabels = ({
  project,
  environment,
}: Pick<Release, 'project' | 'environment'>): Record<string, string> => ({
  [`${PREFIX}.project`]: project,
  [ENVIRONMENT_LABEL]: environment,
});

/** The version that such labels tell. */
export const versionIn = (labels: Readonly<Record<string, string>>): string =>
  labels[`${PREFIX}.version`] ?? '';

export const FINGERPRINT = `${PREFIX}.fingerprint`;

/** The project whose containers these are, as an earlier deploy labelled them. */
export const ownerOf = ({labels}: Container): string | undefined => labels[`${PREFIX}.project`];

/** Whether the label is one of ours. */
export const isOurs = (label: string): boolean => label.startsWith(`${PREFIX}.`);

/** A newer build of the same job has been deployed already. Rebuilding an old commit is a newer build. */
export const isSuperseded = (mine: Release, live: Release | undefined): boolean =>
  live?.job !== undefined &&
  live.job === mine.job &&
  live.buildNumber !== undefined &&
  mine.buildNumber !== undefined &&
  live.buildNumber > mine.buildNumber;
