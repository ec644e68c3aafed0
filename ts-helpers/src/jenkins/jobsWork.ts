import path from 'node:path';
import {createFiles} from '../outside/files.ts';
import {ensureJobs, planOnly, writeJobs, type WritePlan} from './jobs.ts';
import type {Project} from '../workspace/project.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {JobsOutcome, JobsPlan} from './plan.ts';
import {catalogue} from '../errors/userError.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import type {BuildGiven} from '../workspace/open.ts';
import {open} from './open.ts';
import {readNamed} from './project.ts';

interface JobsGiven extends BuildGiven {
  project: string | undefined;
  kind: string | undefined;
  files: string | undefined;
  plan: boolean;
  repair: boolean;
}

/** `countable jenkins jobs`. */
export const runJobs = async (
  given: JobsGiven,
  world: World,
): Promise<Finished<JobsPlan | JobsOutcome | WritePlan>> => {
  const project = await readNamed(given, world);
  if (given.files !== undefined) {
    const folder = path.resolve(world.folder, given.files);
    const request = {project, folder, isPlan: given.plan};
    return {result: await writeJobs(request, {files: createFiles(), loadWriters})};
  }
  const needs = {openJenkins: () => open(world, WITHOUT_ACCOUNT), voice: world.voice};
  const request = {project, repair: given.repair};
  const outcome = await (given.plan ? planOnly(request, needs) : ensureJobs(request, needs));
  const isNew = ('steps' in outcome ? outcome.steps : outcome.changed).length > 0;
  if (isNew) warnOfOwnWord(project, world);
  return {result: outcome};
};

const WITHOUT_ACCOUNT = `${catalogue.JENKINS_NOT_SET_UP.remedy} Without an account: countable jenkins jobs --files jenkins writes the same jobs as files, for Job DSL and Configuration as Code.`;

/** What is set for the user alone counts for no build: the ordinary job would go on deploying to production. */
const warnOfOwnWord = ({settings}: Project, {variables, voice}: World): void => {
  const own = (['COUNTABLE_PRODUCTION', 'COUNTABLE_CONFIG'] as const).find(name => variables[name]);
  if (settings.jenkins.production !== 'separate' || own === undefined) return;
  const branches = Object.keys(settings.branches).filter(name => settings.branches[name] === PRODUCTION);
  voice.warn(
    `${own} says here that production is separate; builds go by what the controller says. Unless it says COUNTABLE_PRODUCTION=separate as well (Manage Jenkins, System, Global properties, Environment variables), or countable.yml says \`jenkins: {production: separate}\`, the ordinary job deploys ${branches.join(' and ')} to production, too.`,
  );
};

const loadWriters = async () => {
  const [{jobDsl}, {casc}] = await Promise.all([import('./service/jobDsl.ts'), import('./service/casc.ts')]);
  return {jobDsl, casc};
};
