import {UserError} from '../errors/userError.ts';
import type {Kinship} from '../history/kinship.ts';
import type {Release} from './release.ts';

/** What decides whether a release may take the place of the live one. */
export interface Order {
  mine: Release;
  live: Release | undefined;
  /** Of my commit to the live one. */
  kinship: Kinship;
  /** Whatever is live: somebody has said so. */
  isForced: boolean;
}

/** Throws SUPERSEDED where what is live is the later word. docs/decisions/0047 has the rule as a table. */
export const refuseSuperseded = ({mine, live, kinship, isForced}: Order): void => {
  if (live === undefined || isForced) return;
  if (mine.job === undefined) {
    if (kinship === 'behind') throw behindByHand(mine, live);
    return;
  }
  if (!isOlder(mine, live) || !ORDERED[kinship]({mine, live})) return;
  throw superseded(mine, live, kinship);
};

/** Whether an older build gives way, by how its commit stands to the live one. */
const ORDERED: Record<Kinship, (known: {mine: Release; live: Release}) => boolean> = {
  // All that is live is in it, unless somebody has gone back on purpose after it began.
  ahead: ({live}) => live.goesBack === true,
  behind: () => true,
  // Two branches, or a laptop and Jenkins, have no order between them but that the last one counts.
  same: isOfOneJob,
  apart: isOfOneJob,
  'cut off': isOfOneJob,
  unknown: isOfOneJob,
};

function isOfOneJob({mine, live}: {mine: Release; live: Release}): boolean {
  return live.job === mine.job;
}

/**
 * By when both began. Numbers begin anew with a job that is made anew, so they count only of builds of one job of which one does not
 * tell when it began, or that began together.
 */
const isOlder = (mine: Release, live: Release): boolean => {
  const [began, liveBegan] = [beganAt(mine), beganAt(live)];
  if (began < liveBegan) return true;
  if (began > liveBegan) return false;
  // What is live was deployed after it began.
  if (began > Date.parse(live.at)) return false;
  return (
    isOfOneJob({mine, live}) &&
    mine.buildNumber !== undefined &&
    live.buildNumber !== undefined &&
    mine.buildNumber < live.buildNumber
  );
};

/** NaN where a build does not tell. What is done by hand begins as it is gathered. */
const beganAt = ({job, startedAt, at}: Release): number =>
  Date.parse(startedAt ?? (job === undefined ? at : ''));

/** Whether what goes live is what was live before it, on purpose. It goes on until something newer is deployed. */
export const goesBack = ({live, kinship}: Pick<Order, 'live' | 'kinship'>): boolean =>
  kinship === 'behind' || (kinship === 'same' && live?.goesBack === true);

/** What there is to know where it is deployed: that it goes back, or that the commits tell nothing. */
export const toldOfOrder = ({mine, live, kinship, isForced}: Order): string | undefined => {
  if (live === undefined || live.version === mine.version) return undefined;
  if (kinship === 'behind') {
    const why = isForced ? '--force says so' : 'it was begun after that';
    return `Goes back to ${mine.version}: ${live.version}, which is live, has it and more; ${why}.`;
  }
  const untold = UNTOLD[kinship];
  return untold === undefined || live.commit === null || mine.commit === null
    ? undefined
    : `Whether ${mine.version} is newer than ${live.version}, which is live, the commits do not tell: ${untold}. What was begun later counts.`;
};

const UNTOLD: Partial<Record<Kinship, string>> = {
  'cut off': 'this clone is shallow',
  unknown: 'this clone does not have both',
};

const superseded = (mine: Release, live: Release, kinship: Kinship): UserError =>
  new UserError(
    'SUPERSEDED',
    `${named(live)} is live already (${live.version}), and ${reason(mine, live, kinship)}.`,
    {
      ...(live.buildUrl !== undefined && {where: live.buildUrl}),
      remedy: `Nothing to do. ${rather(mine)}`,
    },
  );

const named = ({job, buildNumber, by}: Release): string =>
  job === undefined ? `What ${by ?? 'somebody'} deployed by hand` : `Build #${buildNumber} of ${job}`;

const reason = (mine: Release, live: Release, kinship: Kinship): string => {
  const me = mine.buildNumber === undefined ? 'this one' : `this one, #${mine.buildNumber}`;
  if (kinship === 'ahead') return `went back to that commit on purpose after ${me}, had begun`;
  const untold = UNTOLD[kinship];
  return `newer than ${me}${kinship === 'behind' ? ': it has its commit and more' : untold === undefined ? '' : ` (by when they began; the commits do not tell, for ${untold})`}`;
};

/** A build that does not tell when it began counts by its number, which a rebuild of a job that was made anew does not raise enough. */
const rather = (mine: Release): string =>
  Number.isNaN(beganAt(mine))
    ? `To deploy ${mine.version} all the same, on the host: countable deploy ${mine.environment} --force`
    : `To deploy ${mine.version} all the same, build it again: a rebuild is a newer build.`;

const behindByHand = (mine: Release, live: Release): UserError =>
  new UserError(
    'SUPERSEDED',
    `${live.version}, live since ${live.at}, has ${mine.version} and more: this deploy would take the rest back.`,
    {
      ...(live.buildUrl !== undefined && {where: live.buildUrl}),
      remedy: `Check the newer commit out, as by git pull. To go back on purpose: countable deploy ${mine.environment} --force`,
    },
  );
