import type {BrokenConvention} from '../doctor/forPlan.ts';
import {EXIT, isStop, messageOf, UserError} from '../errors/userError.ts';
import {TEST} from '../project/conventions.ts';
import {counted} from '../text/plain.ts';
import type {Project} from '../workspace/project.ts';

export interface ConventionNeeds {
  /** Throws BAD_SETTING, BASELINE_INVALID, and what the machine lacks. */
  findBroken(project: Project, environments: readonly string[]): Promise<BrokenConvention[]>;
  /** Hears what is a bug of ours. */
  onBug(error: unknown): void;
}

/** So many are named in a plan, which is about something else. */
const MOST = 3;

/**
 * What a plan says of conventions that this build's files break. Throws CONVENTIONS_BROKEN where the settings want that, and else
 * nothing: that it could not be looked at is told, and where the machine has no Compose not even that.
 */
export const conventionNotes = async (project: Project, needs: ConventionNeeds): Promise<string[]> => {
  const {settings, build} = project;
  if (settings.doctor.plan === 'ignore') return [];
  const environments = [
    ...(build.environment === undefined ? [] : [build.environment]),
    ...(settings.test === 'none' ? [] : [TEST]),
  ];
  if (environments.length === 0) return [];
  let found: BrokenConvention[];
  try {
    found = await needs.findBroken(project, environments);
  } catch (error) {
    if (isStop(error)) throw error;
    return unseen(error, needs);
  }
  const errors = found.filter(({severity}) => severity === 'error');
  if (settings.doctor.plan === 'fail' && errors.length > 0) throw broken(errors);
  return told(found);
};

const told = (found: readonly BrokenConvention[]): string[] => [
  ...found.slice(0, MOST).map(one => `Convention: ${placed(one)} (${one.code})`),
  ...(found.length > MOST
    ? [
        `And ${counted(found.length - MOST, 'more convention')}: countable doctor tells why, and what mends them.`,
      ]
    : []),
];

const placed = ({file, line, message}: BrokenConvention): string =>
  `${file}${line === undefined ? '' : `:${line}`}: ${message}`;

const broken = (errors: readonly BrokenConvention[]): UserError => {
  const [first] = errors;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  return new UserError('CONVENTIONS_BROKEN', `${first?.message}${more}`, {
    where: first === undefined ? '' : `${first.file}${first.line === undefined ? '' : `:${first.line}`}`,
    remedy: `${first?.remedy} All of them: countable doctor. The setting \`doctor: {plan: fail}\` wants them mended first.`,
    evidence: {log: {source: 'countable doctor', lines: errors.map(placed)}},
  });
};

const unseen = (error: unknown, {onBug}: Pick<ConventionNeeds, 'onBug'>): string[] => {
  if (!(error instanceof UserError)) {
    onBug(error);
    return ['Conventions were not looked at, by a bug of countable itself.'];
  }
  // Where the plan is made nothing has to be brought up.
  return error.exitCode === EXIT.machine ? [] : [`Conventions were not looked at: ${messageOf(error)}`];
};
