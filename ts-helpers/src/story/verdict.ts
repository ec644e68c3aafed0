import type {Failure} from '../result/failure.ts';
import type {Facts} from '../seam/facts.ts';
import {explainMishap} from '../seam/mishap.ts';
import type {StageResult} from '../result/result.ts';
import {leftBehind} from './leftBehind.ts';
import {toldOnce} from './sameFailure.ts';
import {counted} from '../text/plain.ts';

/** How a build ended. `overtaken`: a newer one made it superfluous. */
export type Verdict = 'green' | 'unstable' | 'red' | 'aborted' | 'overtaken';

export interface Judgement {
  verdict: Verdict;
  /** What broke; empty unless red or unstable. */
  failures: Failure[];
  /** Who stopped it, in Jenkins' words; of an aborted build. */
  stoppedBy?: string;
}

/** An aborted build says nothing about its branch, and one without results neither. */
export const judgeBuild = (facts: Facts): Judgement => {
  const {results = []} = facts;
  const all = failuresOf(facts);
  const failures = toldOnce(all.filter(({error}) => error.code !== 'INTERRUPTED'));
  if (failures.length > 0) return {verdict: 'red', failures};
  if (all.length > 0) return interrupted(facts);
  if (results.length === 0 || results.some(({outcome}) => outcome === 'superseded'))
    return {verdict: 'overtaken', failures: []};
  const unstable = results.filter(({tests}) => tests !== undefined && tests.failed > 0).map(unstableFailure);
  return {verdict: unstable.length > 0 ? 'unstable' : 'green', failures: unstable};
};

/** Jenkins writes one for every step that begins or ends. */
const STEP_LINE = '[Pipeline] ';

const failuresOf = ({results = [], mishaps = [], log}: Facts): Failure[] => [
  // What a stage said while Jenkins was ending it does not tell why it ended.
  ...results.flatMap(({stage, error, outcome}: StageResult) =>
    error && outcome !== 'superseded' && !mishaps.some(one => one.stage === stage) ? [{stage, error}] : [],
  ),
  ...mishaps.map(mishap => {
    const {code, message, remedy, where, exitCode, evidence} = explainMishap(mishap);
    const lines = log?.filter(line => !line.startsWith(STEP_LINE));
    const shown = lines === undefined ? evidence : {...evidence, log: {source: 'Jenkins', lines}};
    return {
      stage: mishap.stage,
      error: {code, message, remedy, exitCode, evidence: shown, ...(where !== undefined && {where})},
    };
  }),
];

/**
 * Jenkins' milestones stop what a newer build has overtaken; people stop the rest. Who is overtaken in the middle of a
 * deploy has left something, and that is to be told.
 */
const interrupted = (facts: Facts): Judgement => {
  const {mishaps = []} = facts;
  const causes = mishaps.flatMap(({causes: said = []}) => said);
  const byPeople = causes.filter(cause => /UserInterruption|Aborted by/i.test(cause));
  if (byPeople.length === 0 && leftBehind(facts).length === 0) return {verdict: 'overtaken', failures: []};
  const cause = byPeople[0] ?? causes[0];
  return {
    verdict: 'aborted',
    failures: [],
    ...(cause !== undefined && {stoppedBy: cause.replace(/^[\w.$]+: /, '')}),
  };
};

/** Tests failed, yet their command ended with 0. */
const unstableFailure = ({stage, tests, failedTests}: StageResult): Failure => ({
  stage,
  error: {
    code: 'TESTS_FAILED',
    message: `${tests?.failed ?? 0} of ${counted(tests?.total ?? 0, 'test')} failed, although their command ended with exit code 0.`,
    remedy:
      'Correct the code or the tests, and let the test command end with another exit code when tests fail.',
    exitCode: 5,
    evidence: failedTests ? {failedTests} : {},
  },
});
