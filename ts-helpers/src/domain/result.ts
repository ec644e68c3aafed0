/** What a stage leaves behind for the notifier, Jenkins and people: plain data, no secrets. */
export interface StageResult {
  /** As Jenkins shows it: `Deploy to staging`. */
  stage: string;
  outcome: 'passed' | 'failed' | 'superseded' | 'skipped';
  /** ISO 8601, UTC. */
  startedAt: string;
  durationMs: number;
  error?: ErrorReport;
  /** JUnit XML files, relative to the output directory. */
  junit?: string[];
  /** Counts from the JUnit XML, when there was any. */
  tests?: TestCounts;
  /** Addresses that answered after a deploy. */
  urls?: string[];
  /** What Docker calls the deployed project. */
  composeProject?: string;
}

export interface ErrorReport {
  code: string;
  message: string;
  remedy: string;
  where?: string;
  exitCode: number;
  evidence: Evidence;
}

export interface Evidence {
  /** The lines that matter, the last being the newest. */
  log?: {source: string; lines: readonly string[]};
  services?: readonly ServiceState[];
  failedTests?: readonly FailedTest[];
}

export interface ServiceState {
  service: string;
  /** Docker's own word: created, running, restarting, exited, dead … */
  state: string;
  health?: 'starting' | 'healthy' | 'unhealthy';
  exitCode?: number;
  outOfMemory?: boolean;
  restarts?: number;
}

export interface FailedTest {
  name: string;
  message: string;
  file?: string;
}

export interface TestCounts {
  total: number;
  failed: number;
  skipped: number;
}
