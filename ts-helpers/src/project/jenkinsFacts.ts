export interface JenkinsFacts {
  /** `shop-stage`, or `shop/feature%2Fx` in a multibranch job. */
  jobName: string;
  buildNumber: number;
  buildUrl?: string;
  /** Set in multibranch jobs only. */
  branchName?: string | null;
  /** The pull request's number; set in multibranch jobs only. */
  changeId?: string | null;
  /** The branch that the pull request is of. */
  changeBranch?: string | null;
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
  /** Of a build that timers alone began, where the library may ask for them. */
  timer?: TimerFacts | null;
}

export interface TimerFacts {
  /** When the build began, or the one of which it is a replay: milliseconds since 1970. */
  startedMs: number;
  /** When timers of the job that are not the nightly one's were due last, milliseconds since 1970; null where there are none. */
  otherDueMs?: number | null;
  /** How far the controller's clock is ahead of UTC. */
  offsetMinutes: number;
}
