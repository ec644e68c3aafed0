import {readFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {Journal} from '../../../ts-helpers/src/deploy/plan/journal.ts';
import {deploy, type DeployProject, type DeployOptions} from './deploys.ts';

export interface PlannedStep {
  id: string;
  does: string;
}

/** Of the deploy that comes next. */
export const plannedSteps = async (
  project: DeployProject,
  options: DeployOptions = {},
): Promise<PlannedStep[]> => {
  const {stdout, stderr} = await deploy(project, {...options, words: ['--plan']});
  const {steps} = JSON.parse(stdout) as {steps?: PlannedStep[]};
  if (steps === undefined) throw new Error(`no plan:\n${stderr}`);
  return steps;
};

/** Resolves once the step of the deploy under way has begun. */
export const begun = async (project: DeployProject, {does}: PlannedStep): Promise<void> => {
  const file = path.join(project.root, '.countable', `${project.name}-stage`, 'journal.json');
  while (!isAt(file, does)) await pause(5);
};

const isAt = (file: string, does: string): boolean => {
  try {
    const {steps, done, isBegun} = JSON.parse(readFileSync(file, 'utf8')) as Journal;
    return isBegun && steps[done] === does;
  } catch {
    // Not there yet.
    return false;
  }
};
