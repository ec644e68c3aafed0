import type {Changes, Commit} from '../../../ts-helpers/src/history/changes.ts';
import type {JenkinsFacts} from '../../../ts-helpers/src/project/jenkinsFacts.ts';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import type {Person} from '../../../ts-helpers/src/history/people.ts';
import type {PipelinePlan} from '../../../ts-helpers/src/seam/pipelinePlan.ts';
import type {ErrorReport, StageResult} from '../../../ts-helpers/src/result/result.ts';
import {type Story, storyOf} from '../../../ts-helpers/src/story/story.ts';

export const NOW = '2026-11-24T12:00:00.000Z';
export const HEAD = 'a'.repeat(40);
export const ADA: Person = {name: 'Ada', email: 'ada@example.org'};
export const GRACE: Person = {name: 'Grace', email: 'grace@example.org'};

export const result = (more: Partial<StageResult> = {}): StageResult => ({
  stage: 'Test',
  outcome: 'passed',
  startedAt: '2026-11-24T11:59:00.000Z',
  durationMs: 1000,
  ...more,
});

export const error = (more: Partial<ErrorReport> = {}): ErrorReport => ({
  code: 'TESTS_FAILED',
  message: 'Bad.',
  remedy: 'Mend it.',
  exitCode: 5,
  evidence: {},
  ...more,
});

export const failed = (more: Partial<ErrorReport> = {}): StageResult =>
  result({outcome: 'failed', error: error(more)});

export const plan: PipelinePlan = {
  build: {
    project: 'shop',
    branch: 'develop',
    because: 'The branch develop deploys to staging.',
    commit: HEAD,
    subject: 'Sell more',
    author: ADA,
  },
  groups: [],
  notify: {agents: [''], credentials: []},
  notes: [],
  slack: {},
  mail: {when: 'fallback', domains: ['example.org'], addresses: []},
};

export const jenkins = (more: Partial<JenkinsFacts> = {}): JenkinsFacts => ({
  jobName: 'team/shop/develop',
  buildNumber: 7,
  buildUrl: 'https://ci.example.org/7/',
  branchName: 'develop',
  previousResult: 'SUCCESS',
  ...more,
});

export const commit = (id: string, author: Person, more: Partial<Commit> = {}): Commit => ({
  id: id.padEnd(40, '0'),
  author,
  subject: `Subject of ${id}`,
  isMerge: false,
  files: [],
  ...more,
});

export const changes = (commits: Commit[], more: Partial<Changes> = {}): Changes => ({
  since: 'b'.repeat(40),
  commits,
  more: false,
  settings: [],
  isNew: true,
  ...more,
});

/** A build of these changes. */
export const build = (results: StageResult[], more: Partial<Facts> & {changes?: Changes} = {}): Facts => {
  const {changes: brought, ...facts} = more;
  return {plan: {...plan, ...(brought && {changes: brought})}, results, jenkins: jenkins(), ...facts};
};

export const story = (facts: Facts, now = NOW): Story => storyOf(facts, now);

/** Builds of one job after the other, each remembering what the one before left; `minutes` apart. */
export const stories = (builds: readonly Facts[], minutes = 60): Story[] => {
  const told: Story[] = [];
  builds.forEach((facts, index) => {
    const before = told.at(-1);
    const verdicts: Partial<Record<Story['verdict'], string>> = {
      green: 'SUCCESS',
      unstable: 'UNSTABLE',
      red: 'FAILURE',
    };
    const previousResult = before ? (verdicts[before.verdict] ?? null) : null;
    const now = new Date(Date.parse(NOW) + index * minutes * 60_000).toISOString();
    const number = index + 1;
    const own = jenkins({
      ...facts.jenkins,
      previousResult,
      buildNumber: number,
      buildUrl: `https://ci.example.org/${number}/`,
    });
    told.push(storyOf({...facts, jenkins: own, ...(before && {memory: before.memory})}, now));
  });
  return told;
};
