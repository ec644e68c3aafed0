import type {Person} from './people.ts';
import type {FirstTelling} from './firstTelling.ts';
import type {StageResult} from './result.ts';
import type {Memory} from './memory.ts';
import type {PipelinePlan} from './pipeline.ts';

/**
 * What crosses from Jenkins to the CLI, as a JSON file (`--facts`). Never a secret.
 * Every field is optional: on a laptop there is no Jenkins, in an old SCM no git.
 */
export interface Facts {
  jenkins?: JenkinsFacts;
  /**
   * Variables that the controller sets for all builds, the organisation's word: stronger than those of the same names in
   * the environment, which a Jenkinsfile can set.
   */
  controller?: Readonly<Record<string, string>>;
  /** The map that Jenkins' `checkout scm` returned, as it is. */
  scm?: Readonly<Record<string, string | null>>;
  /**
   * The commit that this build checked out in this workspace before, in a stage that has ended. Another build may have
   * had the workspace since.
   */
  checkedOut?: string;
  /** The stage's name, where others run at the same time: each line of it says so. */
  beside?: string;
  /** Named arguments of `countablePipeline(...)`: settings, stronger than countable.yml. */
  options?: Readonly<Record<string, unknown>>;
  /** What the last build that told people left for those after it: `memory` of its report.json. */
  memory?: Memory;
  /** For `notify`: the last lines of Jenkins' own log, where a stage could not tell what happened. */
  log?: readonly string[];
  /** For `notify`: the plan this build followed; absent when planning itself failed. */
  plan?: PipelinePlan;
  /** For `notify`: what each stage left behind. */
  results?: readonly StageResult[];
  /** For `notify`: stages that ended without leaving a result, as Jenkins saw it. */
  mishaps?: readonly Mishap[];
  /** For `notify`: stages that have not ended; where there are any, the build has not either. */
  running?: readonly string[];
  /** For `notify`: what it left when it told of this build's first failure, while others were running. */
  first?: FirstTelling;
}

export interface JenkinsFacts {
  /** `shop-stage`, or `shop/feature%2Fx` in a multibranch job. */
  jobName: string;
  buildNumber: number;
  buildUrl?: string;
  /** Set in multibranch jobs only. */
  branchName?: string | null;
  /** The pull request's number; set in multibranch jobs only. */
  changeId?: string | null;
  /** Who forked the repository, where the pull request is of a fork. */
  fork?: string | null;
  /** The tag that is built; its branchName is the same. */
  tagName?: string | null;
  /** When the build began, by the controller's clock: milliseconds since 1970. */
  startedMs?: number;
  /** Result of the last build of this job that neither was aborted nor is still running; null for a first build. */
  previousResult?: string | null;
  /** What started the build, in Jenkins' words: `Started by timer`. */
  triggers?: readonly string[];
}

/** A stage that could not speak for itself, or not to its end: Jenkins' exception, as text. */
export interface Mishap {
  stage: string;
  /** Where it happened: reading the arguments of the Jenkinsfile, allocating an agent, checking out, or running the CLI. */
  during: 'options' | 'node' | 'checkout' | 'step';
  /** `toString()` of the exception, and of its causes when it was an interruption. */
  exception: string;
  causes?: readonly string[];
}

/** Facts about the checked-out source, as git tells them. */
export interface GitFacts {
  commit: string;
  /** Null with a detached HEAD. */
  branch: string | null;
  author: Person;
  /** First line of the commit message. */
  subject: string;
  remoteUrl: string | null;
  /** Names of all remotes. */
  remotes: readonly string[];
  /** Tracked files differ from the commit. */
  dirty: boolean;
  /** There are files that are neither tracked nor ignored. */
  untracked: boolean;
}
