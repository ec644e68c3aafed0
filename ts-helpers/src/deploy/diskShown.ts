import {lines, numbered} from '../run/planText.ts';
import {reliefInWords} from '../project/diskSpace.ts';
import {counted} from '../text/plain.ts';
import {sizeInWords} from '../text/bytes.ts';
import type {DiskOutcome, DiskPlan} from './disk.ts';
import type {Amount, Overview, Share} from './plan/disk.ts';

export const diskText = (result: DiskPlan | DiskOutcome): string =>
  lines(
    ...overviewLines(result.overview),
    '',
    ...('steps' in result ? planLines(result) : doneLines(result)),
  );

const planLines = ({steps}: DiskPlan): string[] => [
  'To be freed:',
  ...(steps.length === 0 ? ['Nothing: all that is here of this project is needed.'] : numbered(steps)),
];

const doneLines = ({done, busy}: DiskOutcome): string[] => [
  ...(done.length === 0 ? ['Nothing had to be freed.'] : done),
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
