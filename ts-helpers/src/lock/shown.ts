import {lines, numbered} from '../run/planText.ts';
import type {HeldBy, LockState, ReleasePlan, Someone} from './plan.ts';
import type {ReleaseOutcome} from './release.ts';
import type {StatusOutcome} from './status.ts';

export const statusText = ({locks}: StatusOutcome): string =>
  locks.length === 0
    ? lines('Nothing of this project was deployed on this host, and nothing is locked.')
    : lines(...locks.flatMap(lockLines));

export const releaseText = (result: ReleasePlan | ReleaseOutcome): string => {
  if ('steps' in result)
    return lines(
      ...lockLines(result.lock),
      ...(result.steps.length === 0 ? ['Nothing to do.'] : numbered(result.steps)),
    );
  return lines(...(result.done.length === 0 ? ['Nothing had to be done.'] : []), ...lockLines(result.lock));
};

const lockLines = ({composeProject, heldBy, waiting}: LockState): string[] => [
  `${composeProject}: ${heldBy === null ? 'free' : `held by ${sentence(heldBy)}, ${life(heldBy)}`}`,
  ...(heldBy?.build === undefined ? [] : [`  ${heldBy.build}`]),
  ...(heldBy?.at === undefined ? [] : [`  at ${heldBy.at}`]),
  ...waiting.map(one => `  waiting: ${sentence(one)}`),
];

const sentence = ({who, does, since, seconds}: Someone): string =>
  `${who}${does === undefined ? '' : `, ${does}`} since ${since} (${seconds} s)`;

const life = ({lives, process}: HeldBy): string => {
  if (process === undefined) return 'which left no word of its process';
  const where = `process ${process.pid} on ${process.host}`;
  if (lives === null) return `${where}, which cannot be asked from here`;
  return lives ? `${where}, which lives` : `${where}, which is gone`;
};
