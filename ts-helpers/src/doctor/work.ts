import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {toErrorReport} from '../stage/runStage.ts';
import {eachText} from '../text/eachText.ts';
import {oneLine} from '../text/plain.ts';
import {type BuildGiven, createPlanAdapters, readProject} from '../workspace/open.ts';
import {conventionsBroken, type DoctorResult, examine} from './doctor.ts';
import {junit} from './plan/junit.ts';
import type {Severity} from './plan/rule.ts';
import {sarif} from './plan/sarif.ts';
import {diagnosed} from './plan/shown.ts';
import {RULES} from './rules.ts';

type DoctorGiven = BuildGiven & {
  failOn: Severity | undefined;
  format: 'sarif' | 'junit' | undefined;
  writeBaseline: boolean;
};

/** `countable doctor`. */
export const runDoctor = async (given: DoctorGiven, world: World): Promise<Finished<DoctorResult>> => {
  const project = await readProject(given, world);
  const needs = {...createDockerAdapters(world.signal), ...createPlanAdapters(project, world.signal)};
  const result = await examine(project, {isWriting: given.writeBaseline}, needs);
  const error = conventionsBroken(result, given.failOn ?? 'error');
  // It is printed where it fails as well: what was found is what was asked for.
  const text = shownAs(eachText(world.maskData(result), oneLine), given.format);
  return {result, text, ...(error !== undefined && {error: toErrorReport(error)})};
};

const shownAs = (result: DoctorResult, format: DoctorGiven['format']): string => {
  if (format === 'sarif') return sarif(result, RULES);
  return format === 'junit' ? junit(result, RULES) : diagnosed(result);
};
