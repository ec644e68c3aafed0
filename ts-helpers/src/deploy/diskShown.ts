import {lines, numbered} from '../run/planText.ts';
import {reliefInWords} from '../project/diskSpace.ts';
import {counted} from '../text/plain.ts';
import {sizeInWords} from '../text/bytes.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import type {DiskOutcome, DiskPlan} from './disk.ts';
import type {Amount, Overview, Share} from './plan/disk.ts';

export const diskText = (result: DiskPlan | DiskOutcome): string =>
  lines(
    ...overviewLines(result.overview),
    '',
    ...('steps' in result ? planLines(result) : doneLines(result)),
  );

/** What was not done is its error, after all that was; what there is is told all the same. */
export const finished = (outcome: DiskOutcome, masked: World['maskData']): Finished<DiskOutcome> => {
  const [failed] = outcome.notDone;
  if (failed === undefined) return {result: outcome};
  return {result: outcome, error: failed.error, text: diskText(masked(outcome))};
};

const planLines = ({steps}: DiskPlan): string[] => [
  'To be freed:',
  ...(steps.length === 0 ? ['Nothing: all that is here of this project is needed.'] : numbered(steps)),
];

const doneLines = ({done, notDone, busy}: DiskOutcome): string[] => [
  ...(done.length + notDone.length === 0 ? ['Nothing had to be freed.'] : done),
  ...notDone.map(({does}) => `Not done: ${does}`),
  ...busy.map(environment => `${environment}: left as it is, for a deploy is under way.`),
];

const overviewLines = ({disks, shares, reliefs}: Overview): string[] => [
  ...disks.map(
    ({place, holds, free, total}) =>
      `${place} (${holds}): ${sizeInWords(free)} free of ${sizeInWords(total)}`,
  ),
  ...(shares === undefined
    ? ['Docker does not say in time what it stores: docker system df -v']
    : shares.map(shareLine)),
  ...(reliefs ?? []).map(relief => `Could be freed by hand: ${reliefInWords(relief)}`),
];

const shareLine = ({project, environment, composeProject, images, volumes, releases}: Share): string => {
  const whose = project === '' ? '' : ` (${[project, environment].filter(Boolean).join(', ')})`;
  const takes = [part(images, 'image'), part(volumes, 'volume'), part(releases, 'kept release')].filter(
    Boolean,
  );
  return `${composeProject || 'no compose project'}${whose}: ${takes.join(', ')}`;
};

const part = ({count, bytes}: Amount, what: string): string =>
  count === 0 ? '' : `${counted(count, what)} (${sizeInWords(bytes)})`;
