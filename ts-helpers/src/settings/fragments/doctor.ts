import * as z from 'zod/mini';
import {defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';
import {fileOfProject} from '../paths.ts';

export interface DoctorSettings {
  /** Codes of rules that do not count. */
  off: readonly string[];
  /** Where findings are that are known; absent for the usual place. */
  baseline?: string;
  /** The organisation's, and then the project's. */
  rules: readonly OwnRule[];
  /** What becomes of a build whose project breaks a convention. */
  plan: PlanWord;
}

/** A rule of a project's own: what no file may have, or what each has to have. */
export interface OwnRule {
  code: string;
  severity: 'error' | 'warning' | 'note';
  title: string;
  why: string;
  mend: string;
  /** Patterns as in a `.dockerignore`, the last one that fits counting. */
  files: readonly string[];
  has?: string | undefined;
  lacks?: string | undefined;
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

const MOST_LETTERS = 500;
const MOST_RULES = 100;

const pattern = text.check(z.maxLength(MOST_LETTERS, `must have at most ${MOST_LETTERS} letters`));

const rule = z.strictObject({
  code: text.check(z.regex(/^[a-z0-9-]+$/, 'must be words of lower-case letters with hyphens between')),
  severity: z.optional(z.enum(['error', 'warning', 'note'], 'must be error, warning or note')),
  title: text,
  why: text,
  mend: text,
  files: z.union([pattern, z.array(pattern)], 'must be a path with * and **, or a list of them'),
  has: z.optional(pattern),
  lacks: z.optional(pattern),
});

const rules = described(
  z
    .array(rule, 'must be a list of rules')
    .check(z.maxLength(MOST_RULES, `must have at most ${MOST_RULES} rules`)),
  'Rules of your own: a `code`, a `title`, `why` and how to `mend` it, the `files` as in a `.dockerignore` (`**/*.py`), and a pattern of RE2 that breaks it where a file `has` it, or where one `lacks` it. `severity`: error, warning (default) or note.',
);

const EXAMPLE = {
  code: 'no-print',
  title: 'A program prints',
  why: 'Nobody reads it.',
  mend: 'Use a logger.',
  files: '**/*.py',
  has: '^\\s*print\\(',
};

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
        rules,
      }),
      'What `countable doctor` leaves out, and looks at besides.',
      {off: ['runs-as-root'], baseline: 'ops/doctor.json', rules: [EXAMPLE]},
    ),
  },
  organisation: {
    doctor: described(
      z.strictObject({off, plan, rules}),
      'What `countable doctor` leaves out, and looks at besides.',
      {
        off: ['runs-as-root'],
        rules: [EXAMPLE],
      },
    ),
  },
  settle: ({organisation, own, given}): {doctor: DoctorSettings} => {
    const baseline = given.doctor?.baseline ?? own.doctor?.baseline;
    const said = [...(organisation.doctor?.rules ?? []), ...(given.doctor?.rules ?? own.doctor?.rules ?? [])];
    return {
      doctor: {
        plan: strictest(given.doctor?.plan ?? own.doctor?.plan, organisation.doctor?.plan),
        off: given.doctor?.off ?? own.doctor?.off ?? organisation.doctor?.off ?? [],
        ...(baseline !== undefined && {baseline}),
        rules: said.map(one => ({
          ...one,
          severity: one.severity ?? 'warning',
          files: [one.files].flat(),
        })),
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
