import {UserError} from '../errors/userError.ts';
import {environmentTitle, PRODUCTION_FOLDER} from './conventions.ts';
import {previewNumber, previewOf} from './preview.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {JenkinsFacts} from './jenkinsFacts.ts';
import type {Settings} from '../settings/settings.ts';

/** Who asks for a deploy: a build of Jenkins, or without one a person at this machine, who may what Docker lets them. */
export interface Origin {
  /** Null where nothing tells it. */
  branch: string | null;
  jenkins?: JenkinsFacts;
  /** A build of the operators' job: somebody chose what it does. */
  isOperation?: boolean;
}

/** Where a build deploys to by itself, if anywhere, and why. */
export interface Destination {
  environment?: string;
  /** A sentence. */
  because: string;
}

/**
 * Who may deploy where, decided here alone. A repository's own settings can narrow what the organisation says of
 * production, and not widen it. Throws WRONG_BRANCH or DEPLOY_REFUSED for a job that is there to deploy and may not.
 */
export const destinationOf = (origin: Origin, settings: Settings): Destination => {
  const {branch, jenkins} = origin;
  if (origin.isOperation) return {because: 'It is a build of operators.'};
  const stranger = strangerOf(jenkins);
  if (stranger !== undefined) return strangersDestination(stranger, jenkins, settings);
  const mapped = environmentOf(branch, settings);
  const kind = classicKind(jenkins);
  if (kind === 'test' && settings.test !== 'none')
    return {because: `The job ${jenkins?.jobName} only tests.`};
  if (kind === 'test') return {because: `The job ${jenkins?.jobName} does not deploy.`};
  if (kind !== undefined && kind !== mapped) throw wrongBranch(kind, mapped, origin);
  if (mapped === undefined)
    return {because: `${branchText(branch)} belongs to no environment: it is ${only(settings)}.`};
  const refusal = refusalOf(mapped, origin, settings);
  if (refusal === undefined) {
    return {environment: mapped, because: `${branchText(branch)} deploys to ${environmentTitle(mapped)}.`};
  }
  if (kind !== undefined) throw refusal;
  return {because: `${refusal.message} It is ${only(settings)}.`};
};

/** A pull request of the repository's own has a preview where they are wanted; a tag, and what others wrote, nothing. */
const strangersDestination = (
  stranger: string,
  jenkins: JenkinsFacts | undefined,
  settings: Settings,
): Destination => {
  const environment = previewOf(jenkins?.changeId ?? '');
  return whyNoPreview(environment, jenkins, settings) === undefined
    ? {environment, because: `${stranger} gets a preview.`}
    : {because: `${stranger} is ${only(settings)}.`};
};

/**
 * Why a build of Jenkins may not bring that preview up: what runs there is whatever the pull request says, so it has to be of
 * somebody who can push to the repository, and of no job that can bind what is production's.
 */
const whyNoPreview = (
  environment: string,
  jenkins: JenkinsFacts | undefined,
  {previews}: Settings,
): string | undefined => {
  const title = environmentTitle(environment);
  if (previews === false) return `There is not to be ${title}: \`previews\` does not say so.`;
  if (jenkins?.fork) return `${strangerOf(jenkins)} gets no preview: who wrote it may not push here.`;
  if (previewNumber(environment) === undefined || previewOf(jenkins?.changeId ?? '') !== environment)
    return `Only builds of that pull request bring up ${title}.`;
  if (jenkins !== undefined && isInProductionFolder(jenkins))
    return `Jobs in the folder ${PRODUCTION_FOLDER} bring up no previews.`;
  return undefined;
};

/** What is done with what does not deploy. */
const only = ({test}: Settings): string => (test === 'none' ? 'not deployed' : 'tested only');

/** Why a build may not deploy there; undefined where it may. */
const refusalOf = (environment: string, origin: Origin, settings: Settings): UserError | undefined => {
  const {branch, jenkins} = origin;
  const refused = (why: string, remedy?: string) =>
    new UserError('DEPLOY_REFUSED', why, {
      where: jenkins === undefined ? `branch ${branch}` : `job ${jenkins.jobName}`,
      ...(remedy && {remedy}),
    });
  if (origin.isOperation) return operatorsRefusal(environment, origin, settings);
  if (previewNumber(environment) !== undefined) {
    const why = whyNoPreview(environment, jenkins, settings);
    return why === undefined ? undefined : refused(why, PREVIEW_REMEDY);
  }
  const stranger = strangerOf(jenkins);
  if (stranger !== undefined && Object.values(settings.branches).includes(environment))
    return refused(`${stranger} does not deploy to ${environmentTitle(environment)}: branches do.`);
  if (classicKind(jenkins) === 'test' && Object.values(settings.branches).includes(environment))
    return refused(`The job ${jenkins?.jobName} only tests.`);
  if (environment !== PRODUCTION) return undefined;
  const named = `${branchText(branch)} does not deploy to production`;
  if (environmentOf(branch, settings) !== PRODUCTION)
    return refused(
      `${named}: \`branches\` does not say so.`,
      'Set `branches:` in countable.yml of that branch.',
    );
  if (branch !== null && settings.productionBranches?.includes(branch) === false)
    return refused(
      `${named}: by the organisation's word only ${listed(settings.productionBranches)} does.`,
      'Set `branches:` in the file that COUNTABLE_CONFIG names; a repository cannot add to them.',
    );
  if (settings.jenkins.production === 'separate' && jenkins && !isInProductionFolder(jenkins))
    return refused(`${named} from here: only jobs in the folder ${PRODUCTION_FOLDER} do.`, MOVE);
  return undefined;
};

/**
 * Why a build may not do there what operators chose. The organisation names their jobs, each exactly: who may configure them
 * may do with every project what they may.
 */
export const operatorsRefusal = (
  environment: string,
  {jenkins}: Pick<Origin, 'jenkins'>,
  {operations, jenkins: {production}}: Pick<Settings, 'operations' | 'jenkins'>,
): UserError | undefined => {
  const job = jenkins?.jobName ?? '';
  const refused = (why: string, remedy: string) =>
    new UserError('DEPLOY_REFUSED', why, {where: `job ${job}`, remedy});
  if (!operations.jobs.includes(job))
    return refused(
      `The job ${job} is none of the operators': those are ${listed(operations.jobs)}.`,
      "Call it so, or name it in `operations: {jobs}` of the organisation's file, which COUNTABLE_CONFIG names: docs/how-to/operate.md.",
    );
  if (environment === PRODUCTION && production === 'separate' && jenkins && !isInProductionFolder(jenkins))
    return refused(
      `The job ${job} does not reach production: only jobs in the folder ${PRODUCTION_FOLDER} do.`,
      `Make one there: ${PRODUCTION_FOLDER}/${job}.`,
    );
  return undefined;
};

/**
 * Why Jenkins may not deploy there although it was told to, by a Jenkinsfile that orders its own stages. A person at a
 * machine may what its Docker engine lets them.
 */
export const jenkinsRefusal = (
  environment: string,
  origin: Origin,
  settings: Settings,
): UserError | undefined =>
  origin.jenkins === undefined ? undefined : refusalOf(environment, origin, settings);

/**
 * Why a build may not reach what is of every project's production. A job that builds no branch of a repository was written by
 * somebody who may make jobs; where it lies still counts.
 */
export const organisationRefusal = (
  {branch, jenkins, isOperation = false}: Origin & Required<Pick<Origin, 'jenkins'>>,
  settings: Settings,
): UserError | undefined => {
  const isOfRepository = branch !== null || jenkins.branchName != null || strangerOf(jenkins) !== undefined;
  const own = isOfRepository ? branch : (productionBranch(settings) ?? null);
  return refusalOf(PRODUCTION, {branch: own, jenkins, isOperation}, settings);
};

const productionBranch = ({branches, productionBranches}: Settings): string | undefined =>
  Object.keys(branches).find(
    one => branches[one] === PRODUCTION && productionBranches?.includes(one) !== false,
  );

const PREVIEW_REMEDY =
  'Leave it to countablePipeline(), with `previews: true` in countable.yml; by hand, on a host of their own, people may.';

const MOVE =
  'Nothing to do for a branch of the ordinary job; `countable jenkins jobs` makes the one in the folder production.';

/** What is built is no branch of the repository's own: anybody may have made it, or it stands still. */
const strangerOf = (jenkins: JenkinsFacts | undefined): string | undefined => {
  if (jenkins?.changeId) {
    return `The pull request ${jenkins.changeId}${jenkins.fork ? ` from the fork ${jenkins.fork}` : ''}`;
  }
  return jenkins?.tagName ? `The tag ${jenkins.tagName}` : undefined;
};

/** Whether tests may have what is not in the repository: not those that somebody wrote who cannot push to it. */
export const mayTestWithSecrets = ({jenkins}: Origin): boolean => !jenkins?.fork;

const environmentOf = (branch: string | null, {branches}: Settings): string | undefined =>
  branch !== null && Object.hasOwn(branches, branch) ? branches[branch] : undefined;

const CLASSIC_JOB = /^(?<name>.+)-(?<kind>test|stage|prod)$/;

/** `shop-stage` and `team/shop-stage` are both of shop. */
export const withoutKind = (jobName: string): string => jobName.replace(CLASSIC_JOB, '$<name>');

/** A classic job says by its name where it deploys; a multibranch job's name ends with the branch. */
const classicKind = (jenkins: JenkinsFacts | undefined): string | undefined =>
  jenkins?.branchName == null ? jenkins?.jobName.match(CLASSIC_JOB)?.groups?.['kind'] : undefined;

/** The job is one of the folder's, or of a job in it that makes one per branch; not one that is merely called so. */
const isInProductionFolder = ({jobName, branchName}: JenkinsFacts): boolean =>
  jobName
    .split('/')
    .slice(0, branchName == null ? -1 : -2)
    .includes(PRODUCTION_FOLDER);

const wrongBranch = (kind: string, mapped: string | undefined, {branch, jenkins}: Origin): UserError => {
  const built =
    branch === null
      ? 'a commit of which nothing tells the branch'
      : `the branch ${branch}, which belongs to ${mapped ?? 'no environment'}`;
  return new UserError('WRONG_BRANCH', `The job ${jenkins?.jobName} deploys ${kind}, but builds ${built}.`, {
    where: `branch ${branch ?? 'unknown'}`,
  });
};

const branchText = (branch: string | null): string =>
  branch === null ? 'A commit of which nothing tells the branch' : `The branch ${branch}`;

const listed = (branches: readonly string[]): string => branches.join(', ') || 'no branch';
