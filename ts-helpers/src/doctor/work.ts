import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {toErrorReport} from '../stage/runStage.ts';
import {eachText} from '../text/eachText.ts';
import {oneLine} from '../text/plain.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import {UserError} from '../errors/userError.ts';
import {conventionsBroken, type DoctorResult, examine} from './doctor.ts';
import type {FixOutcome, FixPlan} from './fix.ts';
import {openNeeds} from './open.ts';
import {junit} from './plan/junit.ts';
import {ownRules} from './own.ts';
import type {Rule, Severity} from './plan/rule.ts';
import {sarif} from './plan/sarif.ts';
import {diagnosed} from './plan/shown.ts';
import {RULES} from './rules.ts';

type DoctorGiven = BuildGiven & {
  branch: string | undefined;
  subject: string | undefined;
  failOn: Severity | undefined;
  format: 'sarif' | 'junit' | undefined;
  writeBaseline: boolean;
  history: boolean;
  fix: boolean;
  plan: boolean;
  yes: string | undefined;
};

/** `countable doctor`. */
export const runDoctor = async (
  given: DoctorGiven,
  world: World,
): Promise<Finished<DoctorResult | FixPlan | FixOutcome>> => {
  refuseTogether(given);
  if (given.subject === 'agent') return (await import('./agent/work.ts')).runAgent(given, world);
  if (given.subject === 'jenkins') return (await import('./jenkins/work.ts')).runJenkins(given, world);
  if (given.subject === 'organisation')
    return (await import('./organisation/work.ts')).runOrganisation(given, world);
  if (given.fix) return (await import('./fixWork.ts')).runFix(given, world);
  const project = await readProject(given, world);
  const needs = openNeeds(project, world, given);
  const result = await examine(project, {isWriting: given.writeBaseline}, needs);
  const error = conventionsBroken(result, given.failOn ?? 'error');
  // It is printed where it fails as well: what was found is what was asked for.
  const text = shownAs(eachText(world.maskData(result), oneLine), given.format, [
    ...RULES,
    ...eachText(await ownRules(project, needs), oneLine),
  ]);
  return {result, text, ...(error !== undefined && {error: toErrorReport(error)})};
};

const shownAs = (result: DoctorResult, format: DoctorGiven['format'], rules: readonly Rule[]): string => {
  if (format === 'sarif') return sarif(result, rules);
  return format === 'junit' ? junit(result, rules) : diagnosed(result);
};

/** Throws BAD_ARGUMENT: one of them would be done, and the other not. */
const refuseTogether = ({fix, plan, yes, writeBaseline, format, failOn}: DoctorGiven): void => {
  const refuse = (message: string, where: string) =>
    new UserError('BAD_ARGUMENT', message, {where, remedy: 'For example: countable doctor --fix --plan'});
  if (!fix && (plan || yes !== undefined)) {
    const flag = plan ? '--plan' : '--yes';
    throw refuse(`${flag} is for --fix: without it countable doctor only looks.`, flag);
  }
  const others = {'--write-baseline': writeBaseline, '--format': format, '--fail-on': failOn};
  const [other] = Object.entries(others).find(([, value]) => value !== undefined && value !== false) ?? [];
  if (fix && other !== undefined)
    throw refuse(`--fix and ${other} are two things: one after the other.`, other);
};
