import {UserError} from '../errors.ts';
import {checkedProjectName, PRODUCTION, PRODUCTION_FOLDER, repositoryName} from './conventions.ts';
import type {Facts, GitFacts, JenkinsFacts} from './facts.ts';
import type {Person} from './people.ts';
import type {Settings} from './settings.ts';

/** Who, what and where of a build. */
export interface BuildIdentity {
  project: string;
  /** Null when nothing tells it, as in a detached HEAD without Jenkins: such a build is tested only. */
  branch: string | null;
  /** Where this build deploys to; absent when it is tested only. */
  environment?: string;
  /** Full commit id, or what the SCM calls its revision; null when nothing tells it. */
  commit: string | null;
  /** What is built differs from the commit. */
  dirty?: boolean;
  author?: Person;
  subject?: string;
  /** Number of the pull request that is built. */
  change?: string;
  job?: string;
  buildNumber?: number;
  /** ISO 8601. */
  startedAt?: string;
  buildUrl?: string;
}

const CLASSIC_JOB = /^(?<name>.+)-(?<kind>test|stage|prod)$/;

/** Facts of Jenkins and git, whichever are there, as one identity. */
export const identifyBuild = (facts: Facts, git: GitFacts | undefined, settings: Settings): BuildIdentity => {
  const branch = branchOf(facts, git);
  const job = facts.jenkins;
  const environment = environmentOf(branch, job, settings);
  return {
    project: checkedProjectName(settings.name ?? projectOf(facts, git)),
    branch,
    commit: git?.commit ?? facts.scm?.['GIT_COMMIT'] ?? facts.scm?.['SVN_REVISION'] ?? null,
    ...(environment !== undefined && {environment}),
    ...(git && {author: git.author, subject: git.subject}),
    // Workspaces of Jenkins have leftovers of other builds: only what is tracked is built there.
    ...((git?.dirty || (git?.untracked && !job)) && {dirty: true}),
    ...(job?.changeId && {change: job.changeId}),
    ...(job && {job: job.jobName, buildNumber: job.buildNumber}),
    ...(job?.startedAt !== undefined && {startedAt: job.startedAt}),
    ...(job?.buildUrl !== undefined && {buildUrl: job.buildUrl}),
  };
};

const branchOf = (facts: Facts, git: GitFacts | undefined): string | null =>
  facts.jenkins?.branchName ?? withoutRemote(facts.scm?.['GIT_BRANCH']) ?? git?.branch ?? null;

/** A plain job's git plugin says `origin/feature/x`, or `detached`. */
const withoutRemote = (branch: string | null | undefined): string | undefined =>
  branch == null || branch === 'detached' ? undefined : branch.replace(/^(refs\/)?(remotes\/)?origin\//, '');

const projectOf = (facts: Facts, git: GitFacts | undefined): string => {
  const url = git?.remoteUrl ?? facts.scm?.['GIT_URL'] ?? facts.scm?.['SVN_URL'];
  const name = (url != null && repositoryName(url)) || (facts.jenkins && projectOfJob(facts.jenkins));
  if (name) return name;
  throw new UserError('BAD_SETTING', 'Nothing tells the name of this project: it has no git remote.', {
    remedy: 'Set `name:` in countable.yml, or add the remote: git remote add origin <address>',
  });
};

/** `team/shop/develop` of a multibranch job and `team/shop-stage` of a classic one are both `shop`. */
const projectOfJob = ({jobName, branchName}: JenkinsFacts): string | undefined => {
  const path = jobName.split('/');
  const name = branchName == null ? path.at(-1) : path.at(-2);
  return name?.replace(CLASSIC_JOB, '$<name>');
};

const environmentOf = (
  branch: string | null,
  job: JenkinsFacts | undefined,
  settings: Settings,
): string | undefined => {
  if (job?.changeId) return undefined;
  const mapped =
    branch !== null && Object.hasOwn(settings.branches, branch) ? settings.branches[branch] : undefined;
  if (mapped === PRODUCTION && job !== undefined && !mayDeployProduction(job, settings)) return undefined;
  const kind = job?.branchName == null ? job?.jobName.match(CLASSIC_JOB)?.groups?.['kind'] : undefined;
  if (kind === undefined || kind === mapped) return mapped;
  if (kind === 'test') return undefined;
  throw new UserError(
    'WRONG_BRANCH',
    `The job ${job?.jobName} deploys ${kind}, but builds ${branchSentence(branch, mapped)}.`,
    {
      where: `branch ${branch ?? 'unknown'}`,
    },
  );
};

/** Classic jobs say by their name where they deploy, and so are not asked for their folder. */
const mayDeployProduction = ({jobName, branchName}: JenkinsFacts, {jenkins}: Settings): boolean =>
  jenkins.production === 'same' ||
  branchName == null ||
  jobName.split('/').slice(0, -1).includes(PRODUCTION_FOLDER);

const branchSentence = (branch: string | null, mapped: string | undefined): string =>
  branch === null
    ? 'a commit of which nothing tells the branch'
    : `the branch ${branch}, which belongs to ${mapped ?? 'no environment'}`;
