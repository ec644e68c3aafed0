import type {BuildIdentity} from '../result/buildIdentity.ts';
import {UserError} from '../errors/userError.ts';
import {checkedProjectName, repositoryName} from '../project/conventions.ts';
import type {JenkinsFacts} from '../project/jenkinsFacts.ts';
import type {GitFacts} from '../history/gitFacts.ts';
import type {Facts} from './facts.ts';
import type {Settings} from '../settings/settings.ts';
import {destinationOf, withoutKind} from '../project/trust.ts';

/** Facts of Jenkins and git, whichever are there, as one identity. */
export const identifyBuild = (
  facts: Facts,
  git: GitFacts | undefined,
  {settings, folder, nameAt}: {settings: Settings; folder: string; nameAt?: string | undefined},
): BuildIdentity => {
  const branch = branchOf(facts, git);
  const job = facts.jenkins;
  const {environment, because} = destinationOf(
    {branch, ...(job && {jenkins: job}), isOperation: facts.operation !== undefined},
    settings,
  );
  return {
    project: checkedProjectName(settings.name ?? projectOf(facts, git, folder), nameAt),
    branch,
    commit: git?.commit ?? facts.scm?.['GIT_COMMIT'] ?? facts.scm?.['SVN_REVISION'] ?? null,
    ...(environment !== undefined && {environment}),
    because,
    ...(git && {author: git.author, subject: git.subject}),
    // Workspaces of Jenkins have leftovers of other builds: only what is tracked is built there.
    ...((git?.dirty || (git?.untracked && !job)) && {dirty: true}),
    ...(job?.changeId && {change: job.changeId}),
    ...(job?.changeId && job.changeBranch && {changeBranch: job.changeBranch}),
    ...(job?.startedMs !== undefined && {startedAt: new Date(job.startedMs).toISOString()}),
    ...(job && {job: job.jobName, buildNumber: job.buildNumber}),
    ...(job?.buildUrl !== undefined && {buildUrl: job.buildUrl}),
  };
};

const branchOf = (facts: Facts, git: GitFacts | undefined): string | null =>
  facts.jenkins?.branchName ??
  withoutRemote(facts.scm?.['GIT_BRANCH'], (facts.jenkins && git?.remotes) ?? []) ??
  git?.branch ??
  null;

/** A plain job's git plugin says `origin/feature/x`, by the name that the job gives the remote, or `detached`. */
const withoutRemote = (branch: string | null | undefined, remotes: readonly string[]): string | undefined => {
  if (branch == null || branch === 'detached') return undefined;
  const name = branch.replace(/^refs\/heads\//, '').replace(/^(refs\/)?remotes\//, '');
  const remote = ['origin', ...remotes].find(known => name.startsWith(`${known}/`));
  return remote === undefined ? name : name.slice(remote.length + 1);
};

/** Without a remote it is called as its folder is, as Compose does. */
const projectOf = (facts: Facts, git: GitFacts | undefined, folder: string): string => {
  const name = knownName(facts, git) || nameOfFolder(folder);
  if (name) return name;
  throw new UserError('BAD_SETTING', 'Nothing tells the name of this project: it has no git remote.', {
    remedy: 'Set `name:` in countable.yml, or add the remote: git remote add origin <address>',
  });
};

const nameOfFolder = (folder: string): string | undefined =>
  repositoryName(folder)
    ?.replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');

const knownName = (facts: Facts, git: GitFacts | undefined): string | undefined => {
  const url = git?.remoteUrl ?? facts.scm?.['GIT_URL'] ?? facts.scm?.['SVN_URL'];
  return (url != null && repositoryName(url)) || (facts.jenkins && projectOfJob(facts.jenkins));
};

/** The same of a build whose planning failed, as far as arguments, the repository and the job tell it. */
export const subjectWithoutPlan = (facts: Facts): Pick<BuildIdentity, 'branch'> & {project?: string} => {
  const given = facts.options?.['name'];
  const project = (typeof given === 'string' && given) || knownName(facts, undefined);
  return {branch: branchOf(facts, undefined), ...(project && {project})};
};

/** `team/shop/develop` of a multibranch job and `team/shop-stage` of a classic one are both `shop`. */
const projectOfJob = ({jobName, branchName}: JenkinsFacts): string | undefined => {
  const path = jobName.split('/');
  const name = branchName == null ? path.at(-1) : path.at(-2);
  return name === undefined ? undefined : withoutKind(name);
};
