import path from 'node:path';
import {createClock} from '../outside/clock.ts';
import type {GivenToAll} from '../run/verb.ts';
import type {Project} from '../workspace/project.ts';
import {createFiles} from '../outside/files.ts';
import {createHost} from '../outside/host.ts';
import {runStage, type StageNeeds, type StageOutcome} from './runStage.ts';
import {recording, type RecordingVoice} from './transcript.ts';
import type {Facts} from '../seam/facts.ts';
import type {PlannedStage} from '../seam/pipelinePlan.ts';
import type {StageResult} from '../result/result.ts';
import type {About} from '../result/result.ts';
import {UserError} from '../errors/userError.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {type BuildGiven, readFacts, readProject} from '../workspace/open.ts';
import {withinTimeLimit} from './timeLimit.ts';

/** What the verbs of stages, and `pipeline`, are given for them. */
export type StageGiven = BuildGiven &
  Pick<GivenToAll, 'output'> & {
    takeOver?: boolean;
    force?: boolean;
    recreate?: readonly string[] | undefined;
    timeLimit?: number | undefined;
  };

type StageVerb = PlannedStage['verb'];

/** What a stage has to do it with. */
export interface Job {
  project: Project;
  given: StageGiven;
  world: World;
  /** That it may take. */
  minutes: number;
  /** Ends all that is under way, for this reason. */
  end(reason: UserError): void;
}

export type StageWork = Pick<PlannedStage, 'name'> & {
  verb: StageVerb;
  /** That it deploys to. */
  environment?: string;
  work(job: Job): Promise<{run(): Promise<StageOutcome>}>;
  /** Default: the project's setting. */
  timeLimitMinutes?: number | undefined;
  /** Read from the workspace unless given. */
  project?: Project;
};

/** A stage within its time limit, as a result that says how it ended. */
export const runPlannedStage = async (
  planned: StageWork,
  given: StageGiven,
  {voice: ofWorld, ...rest}: World,
): Promise<StageResult> => {
  const voice = recording(ofWorld, rest.mask);
  const world = {...rest, voice};
  let about: StageResult['about'];
  const result = await runStage(planned.name, stageNeeds(world, voice, given), async () => {
    const facts = await readFacts(given);
    const own = facts.beside === undefined ? world : {...world, voice: voice.tagged(facts.beside)};
    const project = planned.project ?? (await readProject(given, own, facts));
    about = aboutOf(planned, project);
    refuseStale(facts, project);
    await removeAbandoned(own);
    const minutes = planned.timeLimitMinutes ?? project.settings.timeouts[limitOf(planned.verb)];
    return withinTimeLimit({stage: planned.name, minutes, signal: world.signal}, async (signal, end) =>
      (await planned.work({project, given, world: {...own, signal}, minutes, end})).run(),
    );
  });
  return about === undefined ? result : {...result, about};
};

/** What runs that were killed have left in the temporary folder: a proof has the environment of production in it. */
const removeAbandoned = async ({voice}: Pick<World, 'voice'>): Promise<void> => {
  for (const folder of await createFiles().removeAbandoned()) voice.detail(`${folder} cannot be removed.`);
};

const aboutOf = ({environment}: StageWork, {build: {project}}: Project): About => ({
  project,
  ...(environment !== undefined && {environment}),
});

/** A preview is a deploy; a proof and a restore take about as long as their backup. */
const limitOf = (verb: StageVerb): keyof Project['settings']['timeouts'] => LIMITS[verb];

const LIMITS = {
  test: 'test',
  deploy: 'deploy',
  preview: 'deploy',
  backup: 'backup',
  verify: 'backup',
  restore: 'backup',
  refresh: 'backup',
} as const;

/** Whoever had the workspace in between may have left another commit there, or other files. */
const refuseStale = ({checkedOut}: Facts, {build: {commit, dirty}, workspace}: Project): void => {
  if (checkedOut === undefined || (commit === checkedOut && !dirty)) return;
  const found = commit === checkedOut ? 'changed files' : `the commit ${commit}`;
  throw new UserError('CHECKOUT_STALE', `The workspace holds ${found}, and no longer ${checkedOut} alone.`, {
    where: workspace,
  });
};

const stageNeeds = (world: World, voice: RecordingVoice, given: StageGiven): StageNeeds => ({
  clock: createClock(world.signal),
  host: createHost(),
  voice,
  folder: path.resolve(world.folder, given.workspace ?? ''),
  // Only a failure is looked into.
  suspects: async error => (await import('./investigation.ts')).suspectsOf(error, given, world),
  ownFiles: async error => (await import('./investigation.ts')).ownFilesOf(error, given, world),
});

/** What the stage would do. */
export const planStage = async <P>(
  {
    verb,
    work: workOf,
    project: known,
  }: Pick<StageWork, 'verb' | 'project'> & {
    work(job: Job): Promise<{plan(): Promise<P>}>;
  },
  given: StageGiven,
  world: World,
): Promise<P> => {
  const project = known ?? (await readProject(given, world));
  const minutes = given.timeLimit ?? project.settings.timeouts[limitOf(verb)];
  // Nothing is carried out that could have to be ended.
  return (await workOf({project, given, world, minutes, end: () => undefined})).plan();
};

/** A stage as a verb of its own. */
export const runStageVerb = async (
  stage: StageWork,
  given: StageGiven & {timeLimit: number | undefined},
  world: World,
): Promise<Finished<StageResult>> => {
  const result = await runPlannedStage({...stage, timeLimitMinutes: given.timeLimit}, given, world);
  if (!result.error) return {result};
  // What cannot be read is what has failed, and is told.
  const {beside} = await readFacts(given).catch(() => ({beside: undefined}));
  return {result, error: result.error, about: result.about, ...(beside !== undefined && {tag: beside})};
};
