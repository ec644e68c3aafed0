import type {Step} from '../result/step.ts';
import {lines, numbered} from '../run/planText.ts';
import {sizeInWords} from '../text/bytes.ts';
import {durationText} from '../text/time.ts';
import {
  dumpName,
  type DumpSource,
  isOfDump,
  isOfMoment,
  NOT_COMPARED,
  type MomentSource,
  type PrunePlan,
  type RestorePlan,
  type UndoPlan,
} from './plan.ts';

type Shown = Omit<RestorePlan, 'steps'> & {steps: readonly Step[]};

export const prunePlan = ({stays, steps}: PrunePlan): string =>
  lines(
    ...stays.map(({name, until}) => `   ${name} stays until ${until.slice(0, 10)}`),
    ...(steps.length === 0 ? ['Nothing to do.'] : numbered(steps)),
  );

export const restorePlan = (plan: Shown | UndoPlan): string =>
  'leftAlone' in plan
    ? lines(
        ...sourceLines(plan),
        ...plan.leftAlone.map(({what, why}) => `   not ${what}: ${why}`),
        ...standingStill(plan),
        ...plan.warnings.map(text => `   ${text}`),
        ...numbered(plan.steps),
      )
    : lines(
        `Undoes the restore of ${plan.restoredAt}`,
        ...plan.back.map(text => `   back: ${text}`),
        ...plan.others.map(time => `   could be undone as well: --at ${time}`),
        ...plan.warnings.map(text => `   ${text}`),
        ...numbered(plan.steps),
      );

const sourceLines = (plan: Shown): string[] => {
  const {source} = plan;
  if (isOfDump(source)) return dumpLines(source, plan);
  return isOfMoment(source)
    ? momentLines(source, plan)
    : [`s3://${source.bucket}/${source.key}, ${sizeInWords(source.size)}, ${source.verdict}`];
};

const MOVING = '   services stand still while names change: seconds, whatever the size';

const dumpLines = (source: DumpSource, {stops}: Shown): string[] => {
  const {bucket, size, layers} = source;
  const name = bucket === undefined ? dumpName(source) : `s3://${bucket}/${source.key}`;
  const isServer = stops.some(({server}) => server !== undefined);
  return [
    size === undefined ? name : `${name}, ${sizeInWords(size)}`,
    layers.length === 0
      ? '   what it is shows as it is read: once, and not for a plan'
      : `   it is: ${layers.join(', ')}`,
    `   ${NOT_COMPARED}`,
    '   room: until names change, what it holds is there twice, in a throw-away server and beside what is used',
    ...(stops.length === 0 || isServer ? [] : [MOVING]),
  ];
};

const momentLines = (source: MomentSource, {project, room, stops}: Shown): string[] => [
  `${project} as it was at ${iso(source.at)}`,
  ...source.kept.map(keptText),
  ...(room === undefined
    ? []
    : [
        `   room: about ${sizeInWords(room.broughtBack)} to bring it back, until it is compared; ${sizeInWords(room.beside)} beside what is used`,
      ]),
  ...(source.provenMs === undefined
    ? []
    : [`   bringing it back took ${durationText(source.provenMs / 1000)} when it was last proven`]),
  ...(stops.length === 0 ? [] : [MOVING]),
];

const keptText = ({service, base, earliest, latest}: MomentSource['kept'][number]): string =>
  `   ${service}: from ${base.label} (${base.type}, ${iso(base.at)}) and all WAL since; moments are kept from ${iso(earliest)} to ${iso(latest)}`;

/** A result has passed through JSON, and has them as texts. */
const iso = (at: Date | string): string => new Date(at).toISOString();

const standingStill = ({stops}: Shown): string[] => {
  const servers = stops.filter(({server}) => server !== undefined).map(({service}) => service);
  return servers.length === 0
    ? []
    : [
        `   ${servers.join(', ')}, and who uses them, stand still until they have stopped and answer again: seconds, whatever the size`,
      ];
};
