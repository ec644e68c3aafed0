import type {ErrorReport} from './result.ts';
import type {Failure} from './verdict.ts';

/** What failed in several stages for one reason, as deploy and tests build one image, is one failure. */
export const toldOnce = (failures: readonly Failure[]): Failure[] => {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const key = reasonOf(failure.error);
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  return [...groups.values()].map(together);
};

const together = (failures: readonly Failure[]): Failure => {
  const richest = [...failures].sort((a, b) => linesOf(b.error) - linesOf(a.error))[0] as Failure;
  if (failures.length === 1) return richest;
  const stages = [...new Set(failures.map(({stage}) => stage))];
  return {stage: stages.join(' and '), stages, error: {...richest.error, remedy: remedyOf(failures)}};
};

/** What cures it may be another thing in each. */
const remedyOf = (failures: readonly Failure[]): string => {
  const remedies = [...new Set(failures.map(({error}) => error.remedy))];
  return remedies.length === 1
    ? (remedies[0] ?? '')
    : failures.map(({stage, error}) => `${stage}: ${error.remedy}`).join(' ');
};

/** Builds of one Dockerfile differ in the service that they are for. */
const reasonOf = ({code, message, where = ''}: ErrorReport): string => {
  const [, step] = /^Dockerfile of \S+: (.*)/s.exec(where) ?? [];
  if (code !== 'BUILD_FAILED' || step === undefined) return JSON.stringify([code, message]);
  return JSON.stringify([code, step, message.replace(/^The image of \S+ could/, 'An image could')]);
};

/** Of a step that two builds share, BuildKit prints what it said to one of them. */
const linesOf = ({evidence}: ErrorReport): number => evidence.log?.lines.length ?? 0;
