import {createShell} from '../outside/shell.ts';
import {createCompose} from '../outside/compose.ts';
import {readComposeSource} from '../outside/composeSource.ts';
import {createPlaces} from '../outside/places.ts';
import {createPlanAdapters} from '../workspace/open.ts';
import type {Project} from '../workspace/project.ts';
import {foundIn} from './doctor.ts';
import {OUTDATED, type Told} from './plan/diagnose.ts';

/** A finding. */
export type BrokenConvention = Pick<Told, 'code' | 'severity' | 'file' | 'line' | 'message' | 'remedy'>;

/**
 * What breaks a convention in these environments, for a plan, which has no time for what files hold: known findings and notes
 * are left out. Throws BAD_SETTING, BASELINE_INVALID, and what the machine lacks.
 */
export const foundForPlan = async (
  project: Project,
  environments: readonly string[],
  signal: AbortSignal,
): Promise<BrokenConvention[]> => {
  const shell = createShell(signal);
  const needs = {
    ...createPlanAdapters(project, signal),
    places: createPlaces(),
    compose: createCompose(shell),
    readComposeSource,
    environments,
  };
  const {findings} = await foundIn(project, needs);
  return findings.filter(({code, severity}) => code !== OUTDATED.code && severity !== 'note');
};
