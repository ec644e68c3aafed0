import type {Suspicion} from '../blame/suspicion.ts';
import {blame, type Blame} from '../blame/blame.ts';
import {isOfBackup} from '../seam/backupRow.ts';
import {subjectWithoutPlan} from '../seam/build.ts';
import {courseOf, type Course, firstOfSame, rememberedBuild} from './breakage.ts';
import {type Changes, type Commit, withoutMerges} from '../history/changes.ts';
import {atChosenPort} from '../causes/chosenPort.ts';
import {environmentTitle} from '../project/conventions.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {Facts} from '../seam/facts.ts';
import {type AfterDeploys, afterDeploys} from './leftBehind.ts';
import {type Link, linksOf} from './links.ts';
import {type Memory, memoryOf, remembering} from '../seam/memory.ts';
import type {Head, StageResult, Warning} from '../result/result.ts';
import {type Cause, rootCause} from '../causes/rootCause.ts';
import type {About} from '../result/result.ts';
import {withoutCommands} from '../blame/commands.ts';
import {flakyTests, type SlowStage, slowStages} from './trends.ts';
import type {Failure} from '../result/failure.ts';
import {judgeBuild, type Verdict} from './verdict.ts';
import {isAnybodys} from '../blame/whose.ts';

/** All there is to say of a build, for any medium: message, mail, report. Plain data. */
export interface Story extends AfterDeploys {
  /** It tells how backups stand, and nothing of the branch. */
  isBackup: boolean;
  verdict: Verdict;
  project: string;
  branch: string;
  commit: string | null;
  subject?: string;
  buildNumber?: number;
  buildUrl?: string;
  /** ISO 8601, UTC. */
  startedAt?: string;
  triggers: readonly string[];
  failures: ExplainedFailure[];
  stages: readonly StageResult[];
  /** Names of stages that have not ended yet. */
  running: readonly string[];
  stoppedBy?: string;
  blame: Blame;
  changes?: Changes;
  course: Course;
  /** Commits that ended a breakage: what came since its last red build. Empty when nothing did. */
  fixedBy: Commit[];
  /** Of a build that brought something to production. */
  deployed?: {title: string; seconds: number; urls: readonly string[]};
  slow: SlowStage[];
  flaky: string[];
  /** What went wrong beside the stages. */
  warnings: Warning[];
  links: Link[];
  /** For the builds to come. */
  memory: Memory;
}

export interface ExplainedFailure extends Failure {
  cause?: Cause;
}

/** What a build comes to. `now`: ISO 8601, UTC. */
export const storyOf = (facts: Facts, now: string): Story => {
  const {jenkins, plan, results = []} = facts;
  const build = plan?.build;
  const changes = changesOf(facts);
  const {project, branch} = subjectOf(facts);
  const head = headOf(facts);
  const commit = build?.commit ?? head?.commit ?? facts.scm?.['GIT_COMMIT'] ?? null;
  const subject = build?.subject ?? head?.subject;
  const judgement = judgeBuild(facts);
  const memory = memoryOf(facts.memory, branch);
  const failures: ExplainedFailure[] = judgement.failures.map(failure => {
    const cause = rootCause(failure.error, aboutOf(failure, facts));
    return {...failure, error: atChosenPort(failure.error), ...(cause && {cause})};
  });
  const blamed = blameOf(facts, failures);
  const identity = identityOf(facts, commit);
  const course = courseOf(judgement, identity, {memory, people: blamed.people, now});
  const {verdict} = judgement;
  const isVerdict = verdict === 'green' || verdict === 'red' || verdict === 'unstable';
  return {
    ...judgement,
    isBackup: isOfBackup(facts),
    failures,
    stages: results,
    running: facts.running ?? [],
    project,
    branch: shownBranch(branch),
    commit,
    ...(subject !== undefined && {subject}),
    ...(jenkins && {buildNumber: jenkins.buildNumber}),
    ...startOf(facts),
    triggers: jenkins?.triggers ?? [],
    blame: blamed,
    ...(changes && {changes}),
    course,
    fixedBy: course.ended ? commitsAfter(memory.builds[0]?.commit, changes) : [],
    ...deploymentOf(facts, verdict),
    slow: slowStages(results, memory),
    flaky: flakyTests(commit, results, memory),
    ...afterDeploys(facts),
    warnings: results.flatMap(({warnings = []}) => warnings),
    links: linksOf(facts, changes),
    memory: isVerdict
      ? remembering(memory, rememberedBuild(facts, {...judgement, verdict}, {...identity, at: now}), {
          breakage: course.breakage,
          agents: plan?.groups[0]?.stages[0]?.agents,
        })
      : memory,
  };
};

/** What a stage is of: only a deploy has an environment. */
const aboutOf = ({stage}: Failure, facts: Facts): About => {
  const {project} = subjectOf(facts);
  const isLaptop = facts.jenkins === undefined;
  const environment = facts.plan?.build.environment;
  return {
    project,
    isLaptop,
    ...(environment && stagesOf(environment).some(name => stage.includes(name)) && {environment}),
  };
};

const stagesOf = (environment: string): string[] => [`Deploy to ${environmentTitle(environment)}`, 'Preview'];

const identityOf = ({jenkins}: Facts, commit: string | null) => ({
  commit: commit ?? '',
  ...(jenkins && {build: jenkins.buildNumber}),
  ...(jenkins?.buildUrl !== undefined && {url: jenkins.buildUrl}),
});

const startOf = ({jenkins, results = []}: Facts): Pick<Story, 'buildUrl' | 'startedAt'> => {
  const {buildUrl, startedMs} = jenkins ?? {};
  const first = results.map(({startedAt}) => startedAt).sort()[0];
  const startedAt = startedMs === undefined ? first : new Date(startedMs).toISOString();
  return {...(buildUrl !== undefined && {buildUrl}), ...(startedAt !== undefined && {startedAt})};
};

/** What a build is of; it may have failed before it had a plan. */
export const subjectOf = (facts: Facts): {project: string; branch: string | null} => {
  const {project = 'unknown', branch} = facts.plan?.build ?? subjectWithoutPlan(facts);
  return {project, branch};
};

/** As messages call it. */
export const shownBranch = (branch: string | null): string => branch ?? 'an unknown branch';

/** As the marks in messages call it: backups have threads of their own. */
export const markedBranch = ({branch, isBackup}: Pick<Story, 'branch' | 'isBackup'>): string =>
  isBackup ? `${branch}, backup` : branch;

/** Without git's word the author of the built commit is all there is. */
export const blameOf = (facts: Facts, failures: readonly ExplainedFailure[]): Blame => {
  const {plan, jenkins} = facts;
  const {build} = plan ?? {};
  if (isOfBackup(facts)) return {people: [], ...(failures.length > 0 && {machine: true})};
  const changes = changesOf(facts);
  if (changes !== undefined) {
    const own = failures.filter(({error, cause}) => isAnybodys(error, cause));
    return blame({
      changes: withoutLater(changes, failures, facts),
      triggers: jenkins?.triggers,
      suspicion: suspicionOf(own),
      each: own.length > 1 ? own.map(failure => suspicionOf([failure])) : [],
      isAnybodys: failures.length === 0 || own.length > 0,
    });
  }
  const author = build?.author ?? headOf(facts)?.author;
  return {people: author === undefined ? [] : [{...author, commits: 1}]};
};

/** What came after the very same had failed already cannot have done it, unless git says something of it. */
const withoutLater = (changes: Changes, failures: readonly Failure[], facts: Facts): Changes => {
  const first = firstOfSame(failures, memoryOf(facts.memory, subjectOf(facts).branch))?.commit;
  const index = changes.commits.findIndex(({id}) => id === first);
  if (index < 0) return changes;
  const named = new Set(
    failures
      .flatMap(({error}) => error.evidence.suspects ?? [])
      .flatMap(({commit, weight}) => (weight > 0 ? [commit] : [])),
  );
  return {...changes, commits: changes.commits.filter(({id}, at) => at >= index || named.has(id))};
};

const changesOf = (facts: Facts): Changes | undefined => facts.plan?.changes ?? headOf(facts)?.changes;

/** What was checked out of a build that failed before it had a plan. */
const headOf = ({results = []}: Facts): Head | undefined =>
  results.map(({head}) => head).find(head => head !== undefined);

const suspicionOf = (all: readonly Failure[]): Suspicion => {
  // A plan fails by a line, or by none: what else it names tells nothing of people.
  const failures = all.filter(({stage}) => stage !== 'Plan');
  return {
    suspects: all.flatMap(({error}) => error.evidence.suspects ?? []).sort((a, b) => b.weight - a.weight),
    failedTests: failures.flatMap(({error}) => error.evidence.failedTests ?? []),
    paths: failures.flatMap(({error}) => error.evidence.paths ?? []),
    texts: failures.flatMap(({error: {where, message, evidence}}) => [
      message,
      ...(where === undefined ? [] : [where]),
      ...(evidence.failedTests ? [] : withoutCommands(evidence.log?.lines ?? [])),
    ]),
  };
};

/** Newest first, up to the commit of the last red build. */
const commitsAfter = (last: string | undefined, changes: Changes | undefined): Commit[] => {
  if (!changes?.isNew) return [];
  const {commits} = changes;
  const index = commits.findIndex(({id}) => id === last);
  return withoutMerges(index < 0 ? commits : commits.slice(0, index));
};

const deploymentOf = ({results = [], plan}: Facts, verdict: Verdict): Pick<Story, 'deployed'> => {
  const title = environmentTitle(PRODUCTION);
  const deploy = results.find(({stage, outcome}) => stage === `Deploy to ${title}` && outcome === 'passed');
  if (deploy === undefined || plan?.build.environment !== PRODUCTION || verdict === 'overtaken') return {};
  return {deployed: {title, seconds: deploy.durationMs / 1000, urls: deploy.urls ?? []}};
};
