import path from 'node:path';
import {jobsOf, type JenkinsItem, WRITTEN_BY} from './plan/items.ts';
import {type JobsOutcome, type JobsPlan, pathText, planJobs} from './plan.ts';
import type {Step} from '../result/step.ts';
import {UserError} from '../errors/userError.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Files} from '../outside/files.ts';
import type {Jenkins} from './service.ts';
import type {Voice} from '../run/voice.ts';
import type {Project} from '../workspace/project.ts';

export interface JobsNeeds {
  /** Throws what the adapter throws, and JENKINS_NOT_SET_UP. */
  openJenkins(): Promise<Jenkins>;
  voice: Voice;
}

/** The items of a project. Throws NO_REMOTE or UNKNOWN_GIT_HOST. */
export const itemsOf = ({build, settings, remoteUrl}: Project): JenkinsItem[] =>
  jobsOf({
    project: build.project,
    remote: remoteUrl,
    branches: settings.branches,
    jenkins: settings.jenkins,
  });

/** What `jenkins jobs` would do. */
export const planOnly = async (
  {project, repair}: {project: Project; repair: boolean},
  {openJenkins}: JobsNeeds,
): Promise<JobsPlan> => planJobs(await found(itemsOf(project), await openJenkins()), repair);

/** Ensures the jobs of a project. A second run changes nothing; what people added to a job stays. */
export const ensureJobs = async (
  {project, repair}: {project: Project; repair: boolean},
  {openJenkins, voice}: JobsNeeds,
): Promise<JobsOutcome> => {
  const items = itemsOf(project);
  const jenkins = await openJenkins();
  const {steps, drift} = planJobs(await found(items, jenkins), repair);
  await carryOut(steps, ({deed, item}) => (deed === 'create' ? jenkins.create(item) : jenkins.repair(item)), {
    voice,
  });
  return {items: items.map(pathText), changed: steps.map(({does}) => does), drift: repair ? [] : drift};
};

const found = (items: readonly JenkinsItem[], jenkins: Jenkins) =>
  Promise.all(items.map(async item => ({item, found: await jenkins.item(item.path)})));

/** Files of a description: its script, and the same for Configuration as Code. */
const JOB_FILES = {script: 'jobs.groovy', casc: 'jobs.yaml'} as const;

export interface WriteNeeds {
  files: Pick<Files, 'readText' | 'writeText'>;
  loadWriters(): Promise<{jobDsl(items: readonly JenkinsItem[]): string; casc(script: string): string}>;
}

/** Writes the same jobs as files for Job DSL and Configuration as Code. Files that others wrote are not replaced. */
export const writeJobs = async (
  {project, folder, isPlan}: {project: Project; folder: string; isPlan: boolean},
  {files, loadWriters}: WriteNeeds,
): Promise<JobsOutcome | WritePlan> => {
  const items = itemsOf(project);
  const {jobDsl, casc} = await loadWriters();
  const script = jobDsl(items);
  const wanted = {[JOB_FILES.script]: script, [JOB_FILES.casc]: casc(script)};
  const steps: Step[] = [];
  const written = Object.keys(wanted).map(name => path.join(folder, name));
  for (const [name, text] of Object.entries(wanted)) {
    const file = path.join(folder, name);
    const before = await files.readText(file);
    if (before === text) continue;
    refuseStranger(file, before);
    if (!isPlan) await files.writeText(file, text);
    steps.push({...OWN_FILE, id: name, does: `${before === undefined ? 'Write' : 'Write anew'} ${file}`});
  }
  if (isPlan) return {steps, drift: []};
  return {items: items.map(pathText), changed: steps.map(({does}) => does), drift: [], files: written};
};

const OWN_FILE = {risks: 'nothing', limit: 1, undo: []} as const;

/** What would be written. */
export interface WritePlan {
  steps: Step[];
  drift: string[];
}

const refuseStranger = (file: string, text: string | undefined): void => {
  if (text === undefined || text.includes(WRITTEN_BY)) return;
  throw new UserError('BAD_ARGUMENT', `${file} was written by somebody else, and would be lost.`, {
    where: '--files',
    remedy: 'Name another folder, or move the file away.',
  });
};
