import type {Person} from '../history/people.ts';
import {cut} from '../text/plain.ts';

/**
 * What a build leaves for those after it, in its archived report.json: there is no state anywhere else. Everything is
 * optional to whoever reads it: a job's first build has none, and archives are thrown away.
 */
export interface Memory extends Row {
  /** The row that a build does not belong to: of backups beside commits, or the other way round. */
  beside?: Row;
}

/** Builds of one kind. */
export interface Row {
  version: 1;
  branch: string | null;
  green?: {commit: string; at: string; build?: number};
  /** Under way since, until the branch is green again. */
  breakage?: Breakage;
  /** Labels that the first stage asked for: the next build had best be planned there. */
  agents?: readonly string[];
  /** The newest first, of those that ended green or red. */
  builds: RememberedBuild[];
}

export interface Breakage {
  /** ISO 8601, UTC. */
  since: string;
  build?: number;
  url?: string;
  commit: string;
  /** So many builds were red, in a row. */
  builds: number;
  failures: RememberedFailure[];
  people: Person[];
  /** Where Slack has it. */
  thread?: Thread;
  /** Its first mail, for the others to refer to. */
  mail?: string;
  /** That one's subject: programs for mail make threads by it, too. */
  mailSubject?: string;
}

/** A message of Slack, by which its replies find it. */
export interface Thread {
  /** Id of the channel. */
  channel: string;
  ts: string;
}

export interface RememberedBuild {
  commit: string;
  at: string;
  build?: number;
  url?: string;
  verdict: 'green' | 'red' | 'unstable';
  stages: {name: string; seconds: number}[];
  failures: RememberedFailure[];
}

export interface RememberedFailure {
  stage: string;
  code: string;
  message: string;
  /** The same for the same error of another build. */
  fingerprint: string;
  tests: string[];
}

const MOST_BUILDS = 20;
const MOST_TESTS = 50;

export const emptyMemory = (branch: string | null): Memory => ({version: 1, branch, builds: []});

/** What was left, if it is of this branch and in a shape we know. */
export const memoryOf = (left: unknown, branch: string | null): Memory => {
  const memory = left as Partial<Memory> | undefined;
  const fits = memory?.version === 1 && memory.branch === branch && Array.isArray(memory.builds);
  return fits ? (memory as Memory) : emptyMemory(branch);
};

/** The next memory, after a build that ended green or red. */
export const remembering = (
  memory: Memory,
  build: RememberedBuild,
  {breakage, agents}: {breakage: Breakage | undefined; agents?: readonly string[] | undefined},
): Memory => {
  const {commit, at, build: number} = build;
  const green =
    build.verdict === 'green' ? {commit, at, ...(number !== undefined && {build: number})} : memory.green;
  return {
    version: 1,
    branch: memory.branch,
    ...(green && {green}),
    ...(breakage && {breakage}),
    ...(agents && {agents}),
    ...(memory.beside && {beside: memory.beside}),
    builds: [build, ...memory.builds].slice(0, MOST_BUILDS),
  };
};

/** A failure as later builds recognise it. Numbers differ between runs: ports, counts, times, ids. */
export const rememberedFailure = (
  stage: string,
  {code, message, where, tests}: {code: string; message: string; where?: string | undefined; tests: string[]},
): RememberedFailure => {
  const words = tests.length > 0 ? [...tests].sort().join('\n') : `${where ?? ''}\n${message}`;
  return {
    stage,
    code,
    message: cut(message, 300),
    fingerprint: [stage, code, words.replace(/[0-9a-f]{7,}|\d+/gi, '#')].join('\n').slice(0, 1_000),
    tests: tests.slice(0, MOST_TESTS),
  };
};
