import type {Changes} from '../history/changes.ts';
import type {BackupOutcome, ProofOutcome} from './backup.ts';
import type {RestoreOutcome} from './restore.ts';
import type {Suspect} from './suspect.ts';
import type {Person} from '../history/people.ts';

/** What the stage was of. */
export interface About {
  project?: string;
  /** Where it deploys; absent in tests. */
  environment?: string;
  /** Nothing of it comes from Jenkins. */
  isLaptop?: boolean;
}

/** What a stage leaves behind for the notifier, Jenkins and people: plain data, no secrets. */
export interface StageResult {
  /** As Jenkins shows it: `Deploy to staging`. */
  stage: string;
  outcome: 'passed' | 'failed' | 'superseded' | 'skipped';
  /** ISO 8601, UTC. */
  startedAt: string;
  durationMs: number;
  /** Absent where the project could not be read. */
  about?: About;
  error?: ErrorReport;
  /** JUnit XML files, relative to the output directory. */
  junit?: string[];
  /** Counts from the JUnit XML, when there was any. */
  tests?: TestCounts;
  /** Of a run that ended well all the same. */
  failedTests?: readonly FailedTest[];
  /** Addresses that answered after a deploy. */
  urls?: string[];
  /** What Docker calls the deployed project. */
  composeProject?: string;
  /** Of a deploy: what became of each service and why, in a line each, and for how long it was away. */
  changes?: string[];
  /** Of a deploy that failed: what was to become of each service and why, in a line each. */
  planned?: string[];
  /** Of a deploy that was stopped: what runs now, in sentences. */
  left?: string;
  /** Of a deploy that failed and was undone: what runs now, in sentences. */
  undone?: string;
  /** What went wrong beside the stage, and does not fail it: Sentry was down, for one. */
  warnings?: Warning[];
  /** Of a backup. */
  backup?: BackupOutcome;
  /** Of the proof of one. */
  proof?: ProofOutcome;
  /** Of a restore. */
  restored?: RestoreOutcome;
  /** Names of what earlier restores had replaced, which is gone now. */
  pruned?: readonly string[];
  /** What was checked out, where there is no plan to tell it. */
  head?: Head;
  /** What the stage printed, as much as was kept; of a stage that failed. */
  log?: Transcript;
}

/** The newest commit. */
export interface Head {
  commit: string;
  subject: string;
  author: Person;
  /** What came since the last green build, as far as this clone knows. */
  changes?: Changes;
}

/** The beginning, the end and the first error of what may have been millions of lines. */
export interface Transcript {
  lines: readonly TranscriptLine[];
  /** How many were printed. */
  total: number;
}

export interface TranscriptLine {
  /** Counted from 1. */
  number: number;
  text: string;
}

export interface ErrorReport {
  code: string;
  message: string;
  remedy: string;
  where?: string;
  exitCode: number;
  evidence: Evidence;
}

export interface Warning {
  code: string;
  message: string;
  remedy: string;
}

export interface Evidence {
  /** The lines that matter, the last being the newest. */
  log?: {source: string; lines: readonly string[]};
  services?: readonly ServiceState[];
  failedTests?: readonly FailedTest[];
  /** Files and folders of the repository that the failing service is made of. */
  paths?: readonly string[];
  /** Services to which the one that answered passes requests on, as far as its depends_on tells; but for databases. */
  behind?: readonly string[];
  /** Services that the compose files no longer have, and where they are still named: `proxy.conf:3`, `QUEUE of worker`. */
  removed?: readonly {service: string; namedAt: readonly string[]}[];
  /** Where those files lie in the repository that it says are denied to the program. */
  denied?: readonly DeniedFile[];
  /** The instruction that failed, as its Dockerfile has it. */
  instruction?: {file: string; line: number; lines: readonly string[]};
  /** Two settings that hold other passwords than each other: `PGPASSWORD of web (docker-compose.yml:12)`. */
  unequal?: {database: string; other: string};
  /** A service that sent a database no password, the variables of it that hold one, and the one of the database. */
  unsent?: {service: string; held: readonly string[]; database?: string};
  /** Where the compose files themselves say the password that a database refuses: `docker-compose.yml:19 (MARIADB_PASSWORD of db)`. */
  passwordAt?: string;
  /** The variable by which a service asks for a server at its own localhost: `DB_HOST of web (docker-compose.yml:12)`. */
  localhostAt?: {service: string; setting: string};
  /** Files of the repository that containers have before their eyes, by the names that the failure has for them. */
  mounted?: readonly MountedFile[];
  /**
   * Of a deploy, what is left of what failed: its containers, by their compose project; or, where they give way to what was live before, the
   * file on that host with what they had logged.
   */
  remains?: {project: string} | {log: string};
  /** The new commits that it points at, the likeliest first. */
  suspects?: readonly Suspect[];
  /** Files of the repository that it misses, or cannot run. */
  own?: readonly OwnFile[];
  host?: HostState;
}

export interface MountedFile {
  /** As the program has it: `/etc/nginx/conf.d/default.conf` */
  named: string;
  path: string;
}

export interface DeniedFile {
  /** As the program has it: `/tests/run.sh` */
  named: string;
  path: string;
  isMounted: boolean;
}

/** What a failure says is not there, and the repository has, or had when it was last green. */
export interface OwnFile {
  /** As the failure calls it. */
  name: string;
  path: string;
  /** The commit that took it away. */
  commit?: string;
  /** What that commit, or one after it, calls it. */
  now?: string;
  /** Of a script that is there, how it says what runs it: `#!/bin/sh`. */
  begins?: string;
  /** That line ends as lines of Windows do. */
  isWindows?: true;
  /** What makes it so when it is checked out, and not in git: `.gitattributes:1`, `core.autocrlf`. */
  windowsBy?: string;
  /** It is not there: git is told to leave such a file out, `.gitignore:2`. */
  ignoredAt?: string;
  /** It is another one, whose name is nearly the one that is missed, and this is how that would be called there. */
  near?: string;
  /** It is the folder of the package that has no such module. */
  isPackage?: true;
  /** Files of the repository that name what is missed. */
  namedIn?: readonly string[];
}

/** The machine that the stage ran on. Sizes in bytes. */
export interface HostState {
  name: string;
  disk: {path: string; free: number; total: number};
  memory: {free: number; total: number};
  /** Processes that wanted a processor, on average of 1, 5 and 15 minutes. */
  load: readonly [number, number, number];
  processors: number;
}

export interface ServiceState {
  service: string;
  /** Docker's own word: created, running, restarting, exited, dead … */
  state: string;
  health?: 'starting' | 'healthy' | 'unhealthy';
  exitCode?: number;
  outOfMemory?: boolean;
  restarts?: number;
  image?: string;
  /** ISO 8601, UTC. */
  startedAt?: string;
  /** Of the last health check. */
  healthOutput?: string;
  /** How the last health check of an unhealthy one ended. */
  healthExitCode?: number;
  /** What an unhealthy one is asked by. */
  healthCommand?: string;
  /** In the networks of its project. */
  addresses?: readonly string[];
  /** Its file system is not to be written, apart from what is mounted. */
  isReadOnly?: boolean;
  /** Whose network it has, where it has none of its own: that of its host, or of another container. */
  networkOf?: 'host' | 'container';
  /** Its last lines. */
  log?: readonly string[];
}

export interface FailedTest {
  name: string;
  message: string;
  file?: string;
  /** All that its report says: stack, difference. */
  details?: string;
  /** No report tells of it, but what the tests printed. */
  isPrinted?: true;
}

export interface TestCounts {
  total: number;
  failed: number;
  skipped: number;
}
