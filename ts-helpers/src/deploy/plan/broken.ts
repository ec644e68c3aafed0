import {messageOf} from '../../errors/userError.ts';
import type {DeployFacts} from './facts.ts';
import {type DeployStep, isRoll} from './step.ts';
import type {Undone} from './undone.ts';

/** How a deploy that failed, or was stopped, came to its end. */
export interface Ending {
  /** The step under way. */
  step: DeployStep['id'] | undefined;
  became: Undone | undefined;
  error: unknown;
}

/** Why what is live is not up as a whole from then on; undefined where it is, or nothing of it was touched. */
export const brokenBy = (
  {release: {version}, previous}: Pick<DeployFacts, 'release' | 'previous'>,
  {step, became, error}: Ending,
): string | undefined => {
  if (became?.to === 'nothing' || previous === undefined) return undefined;
  if (became !== undefined)
    return (
      became.trouble &&
      `not up as a whole, for ${version} failed, and it could not be brought back: ${became.trouble.is}`
    );
  if (step === undefined || !(isRoll(step) || TOUCHING.includes(step))) return undefined;
  const what = version === previous.version ? 'bringing it up again' : `the deploy of ${version}`;
  return `perhaps not up as a whole, for ${what} did not come to its end: ${messageOf(error)}`;
};

/** What comes before touches no service, and what comes after those that are up. */
const TOUCHING: readonly DeployStep['id'][] = ['unlink', 'start', 'rest', 'setAside', 'watch'];
