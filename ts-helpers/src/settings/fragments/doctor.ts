import * as z from 'zod/mini';
import {defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';
import {fileOfProject} from '../paths.ts';

export interface DoctorSettings {
  /** Codes of rules that do not count. */
  off: readonly string[];
  /** Where findings are that are known; absent for the usual place. */
  baseline?: string;
  /** What becomes of a build whose project breaks a convention. */
  plan: PlanWord;
}

/** From the mildest. */
const PLAN_WORDS = ['ignore', 'warn', 'fail'] as const;
type PlanWord = (typeof PLAN_WORDS)[number];

const plan = described(
  z.enum(PLAN_WORDS, 'must be ignore, warn or fail'),
  'What a build does about conventions that the files of its environment and of its tests break: `warn` names them in its plan, `fail` fails it where one is an error, `ignore` does not look. Default: warn. An organisation’s word counts where it is stricter.',
);

const off = described(
  z.array(text, 'must be a list of codes'),
  'Rules that do not count, by their codes. Default: none.',
);

export const doctor = defineSettings({
  project: {
    doctor: described(
      z.strictObject({
        off,
        plan,
        baseline: described(
          fileOfProject,
          'File with the findings that are known, which `countable doctor --write-baseline` writes. Default: `.countable-doctor.json`.',
        ),
      }),
      'What `countable doctor` leaves out.',
      {off: ['runs-as-root'], baseline: 'ops/doctor.json'},
    ),
  },
  organisation: {
    doctor: described(z.strictObject({off, plan}), 'What `countable doctor` leaves out.', {
      off: ['runs-as-root'],
    }),
  },
  settle: ({organisation, own, given}): {doctor: DoctorSettings} => {
    const baseline = given.doctor?.baseline ?? own.doctor?.baseline;
    return {
      doctor: {
        plan: strictest(given.doctor?.plan ?? own.doctor?.plan, organisation.doctor?.plan),
        off: given.doctor?.off ?? own.doctor?.off ?? organisation.doctor?.off ?? [],
        ...(baseline !== undefined && {baseline}),
      },
    };
  },
});

/** What the organisation asks for, a repository cannot lessen. */
const strictest = (own: PlanWord | undefined, organisation: PlanWord | undefined): PlanWord => {
  const said = [own, organisation].filter(word => word !== undefined);
  return said.length === 0
    ? 'warn'
    : said.reduce((one, other) => (PLAN_WORDS.indexOf(one) > PLAN_WORDS.indexOf(other) ? one : other));
};
