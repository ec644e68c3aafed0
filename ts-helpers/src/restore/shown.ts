import type {Step} from '../result/step.ts';
import {lines, numbered} from '../run/planText.ts';
import {sizeInWords} from '../text/bytes.ts';
import {durationText} from '../text/time.ts';
import {isOfMoment, type MomentSource, type RestorePlan, type UndoPlan} from './plan.ts';

type Shown = Omit<RestorePlan, 'steps'> & {steps: readonly Step[]};

export const restorePlan = (plan: Shown | UndoPlan): string =>
  'leftAlone' in plan
    ? lines(
        ...sourceLines(plan),
        ...plan.leftAlone.map(({what, why}) => `   not ${what}: ${why}`),
        ...standingStill(plan),
        ...plan.warnings.map(text => `   ${text}`),
        ...numbered(plan.steps),
      )
    : lines(...numbered(plan.steps));

const sourceLines = ({project, source, room, stops}: Shown): string[] =>
  isOfMoment(source)
    ? [
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
        ...(stops.length === 0
          ? []
          : ['   services stand still while names change: seconds, whatever the size']),
      ]
    : [`s3://${source.bucket}/${source.key}, ${sizeInWords(source.size)}, ${source.verdict}`];

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
