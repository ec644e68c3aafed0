import {UserError} from '../errors/userError.ts';
import type {Finished} from '../run/finished.ts';
import type {GivenToAll} from '../run/verb.ts';
import type {World} from '../run/world.ts';
import {toErrorReport} from '../stage/runStage.ts';
import {eachText} from '../text/eachText.ts';
import {oneLine} from '../text/plain.ts';
import {conventionsBroken, type DoctorResult} from './doctor.ts';
import {diagnose, findAll} from './plan/diagnose.ts';
import {junit} from './plan/junit.ts';
import type {Rule, Severity} from './plan/rule.ts';
import {diagnosed} from './plan/shown.ts';

/** What is given of a subject that is no project. */
export type SubjectGiven = Pick<GivenToAll, 'facts' | 'workspace'> & {
  failOn: Severity | undefined;
  format: 'sarif' | 'junit' | undefined;
  branch: string | undefined;
  writeBaseline: boolean;
  history: boolean;
  fix: boolean;
};

/** What of it breaks a convention, as it is told. `name`: what it is called. */
export const judged = <F>(
  {name, facts, rules}: {name: string; facts: F; rules: readonly Rule<F>[]},
  given: SubjectGiven,
  {maskData}: Pick<World, 'maskData'>,
): Finished<DoctorResult> => {
  const found = findAll(facts, rules);
  const result = {project: name, ...diagnose(found, {baseline: [], file: ''})};
  const error = conventionsBroken(result, given.failOn ?? 'error');
  const told = eachText(maskData(result), oneLine);
  const text = given.format === 'junit' ? junit(told, rules) : diagnosed(told);
  return {result, text, ...(error !== undefined && {error: toErrorReport(error)})};
};

/** Throws BAD_ARGUMENT: it has no files that these could be about. */
export const refuseOfProjects = (
  subject: string,
  {fix, writeBaseline, history, branch, format}: SubjectGiven,
): void => {
  const given = {
    '--fix': fix,
    '--write-baseline': writeBaseline,
    '--history': history,
    '--branch': branch !== undefined,
    '--format sarif': format === 'sarif',
  };
  const [flag] = Object.entries(given).find(([, isGiven]) => isGiven) ?? [];
  if (flag !== undefined)
    throw new UserError('BAD_ARGUMENT', `${flag} is for projects, and not for countable doctor ${subject}.`, {
      where: flag,
      remedy: `For example: countable doctor ${subject} --format junit`,
    });
};
