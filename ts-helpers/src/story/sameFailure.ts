import type {ErrorReport} from '../result/result.ts';
import type {Failure} from '../result/failure.ts';
import {sentences} from '../text/sentences.ts';

/** What failed in several stages for one reason, as deploy and tests build one image, is one failure. */
export const toldOnce = (failures: readonly Failure[]): Failure[] => {
  const groups: Failure[][] = [];
  for (const failure of failures) {
    const same = groups.find(([first]) => first && isSame(first.error, failure.error));
    if (same) same.push(failure);
    else groups.push([failure]);
  }
  return groups.map(together);
};

const together = (failures: readonly Failure[]): Failure => {
  const richest = [...failures].sort((a, b) => richness(b.error) - richness(a.error))[0] as Failure;
  if (failures.length === 1) return richest;
  const stages = [...new Set(failures.map(({stage}) => stage))];
  return {stage: stages.join(' and '), stages, error: {...richest.error, remedy: remedyOf(failures)}};
};

/** What cures it may be another thing in each. */
const remedyOf = (failures: readonly Failure[]): string => {
  const remedies = [...new Set(failures.map(({error}) => error.remedy))];
  return remedies.length === 1
    ? (remedies[0] ?? '')
    : sentences(failures.map(({stage, error}) => `${stage}: ${error.remedy}`));
};

/** Builds of one Dockerfile differ in the service that they are for, and in whether BuildKit names the step to them. */
const isSame = (one: ErrorReport, other: ErrorReport): boolean => {
  if (one.code !== other.code || reasonOf(one) !== reasonOf(other)) return false;
  const [step, otherStep] = [stepOf(one), stepOf(other)];
  return step === undefined || otherStep === undefined || step === otherStep;
};

const reasonOf = ({code, message}: ErrorReport): string =>
  code === 'BUILD_FAILED' ? message.replace(/^The image of \S+ could/, 'An image could') : message;

const stepOf = ({where = ''}: ErrorReport): string | undefined =>
  /^Dockerfile of \S+: (.*)/s.exec(where)?.[1];

/** Of a step that two builds share, BuildKit prints to one of them what it is and what it said. */
const richness = (error: ErrorReport): number =>
  (error.evidence.log?.lines.length ?? 0) + (stepOf(error) === undefined ? 0 : WHOLE_LOG);

const WHOLE_LOG = 1_000;
