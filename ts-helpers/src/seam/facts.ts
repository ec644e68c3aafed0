import type {Mishap} from './mishap.ts';
import type {JenkinsFacts} from '../project/jenkinsFacts.ts';
import type {FirstTelling} from './firstTelling.ts';
import type {StageResult} from '../result/result.ts';
import type {Memory} from './memory.ts';
import type {OperationFacts} from './operation.ts';
import type {PipelinePlan} from './pipelinePlan.ts';

/**
 * What crosses from Jenkins to the CLI, as a JSON file (`--facts`). Never a secret.
 * Every field is optional: on a laptop there is no Jenkins, in an old SCM no git.
 */
export interface Facts {
  /** The version of the seam that the library is made for; a script of one's own has none. */
  seam?: number;
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
  /** As if the nightly timer had begun the build: it backs up, and does nothing else. */
  timer?: boolean;
  /** The stage's name, where others run at the same time: each line of it says so. */
  beside?: string;
  /** Of a build of `countableOps()`. */
  operation?: OperationFacts;
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
