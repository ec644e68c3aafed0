import type {ErrorReport, FailedTest} from '../../../../ts-helpers/src/result/result.ts';

export type Author = 'ada' | 'grace' | 'nour' | 'linus' | 'bot';

/** Text of a file; `[old, new]`, which stands in it once; where a link points to; null where it goes. */
type Change = string | readonly [old: string, now: string] | {link: string} | null;

/** Files by name. A name `old => new` moves one. */
export type Edits = Readonly<Record<string, Change>>;

export interface MadeCommit {
  by: Author;
  edits: Edits;
  subject?: string;
  /** Trailers `Co-authored-by`. */
  with?: Author;
  /** Whether files may be executed. */
  executable?: Readonly<Record<string, boolean>>;
}

/** A repository with a failure whose culprit is known. */
export interface History {
  name: string;
  /** As it was at the last green build. */
  base: Readonly<Record<string, string>>;
  /** What of it may be executed. */
  executable?: readonly string[];
  /** The oldest first. */
  commits: readonly MadeCommit[];
  /**
   * `‹file|text›` in its texts becomes the number of the first line of the file with that text, as it is in the newest
   * commit.
   */
  failure: Partial<ErrorReport> & {code: string};
  /** Who did it; null where nobody did. */
  culprit: Author | null;
  /** Nothing of this one's can have done it: never named first. */
  innocent?: Author;
  /** It was the machine: nobody at all is named. */
  nobody?: true;
}

export const commit = (by: Author, edits: Edits): MadeCommit => ({by, edits});

/** Failed tests of a run in the service `test`. */
export const failedTests = (...tests: FailedTest[]): History['failure'] => ({
  code: 'TESTS_FAILED',
  message: `${tests.length} of 12 tests failed.`,
  where: 'service test',
  evidence: {
    failedTests: tests,
    services: [{service: 'test', state: 'exited', exitCode: 1}],
  },
});

/** A run of tests without reports. */
export const testLog = (log: string): History['failure'] => ({
  code: 'TESTS_FAILED',
  message: 'The tests in the service test ended with exit code 1.',
  where: 'service test',
  evidence: {
    log: {source: 'test', lines: lines(log)},
    services: [{service: 'test', state: 'exited', exitCode: 1, log: lines(log)}],
  },
});

export const exited = (service: string, log: string, exitCode = 1): History['failure'] => ({
  code: 'SERVICE_EXITED',
  message: `The service ${service} keeps ending with exit code ${exitCode}.`,
  where: `service ${service}`,
  evidence: {
    log: {source: service, lines: lines(log)},
    services: [
      {
        service: 'db',
        state: 'running',
        health: 'healthy',
        log: ['database system is ready to accept connections'],
      },
      {service, state: 'restarting', exitCode, restarts: 3, log: lines(log)},
    ],
  },
});

export const unhealthy = (service: string, healthOutput: string, log = ''): History['failure'] => ({
  code: 'SERVICE_UNHEALTHY',
  message: `The service ${service} did not become healthy.`,
  where: `service ${service}`,
  evidence: {
    log: {source: service, lines: lines(log)},
    services: [{service, state: 'running', health: 'unhealthy', healthOutput, log: lines(log)}],
  },
});

/** What `docker compose build` printed last. */
export const notBuilt = (service: string, step: string, log: string): History['failure'] => ({
  code: 'BUILD_FAILED',
  message: `The image of ${service} could not be built: ${lines(log).at(-1)}.`,
  where: `Dockerfile of ${service}: ${step}`,
  evidence: {log: {source: 'docker compose build', lines: lines(log)}},
});

const lines = (text: string): string[] => text.split('\n').filter(line => line !== '');
