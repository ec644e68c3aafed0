import type {PipelineOutcome} from './pipeline.ts';
import type {PlannedStage} from '../seam/pipelinePlan.ts';
import {previewOf} from '../project/preview.ts';
import {toldOnce} from '../story/sameFailure.ts';
import {pipelineEnds} from './shown.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {lookingAt} from './lookingAt.ts';
import {createPlanAdapters, readFacts, readProject} from '../workspace/open.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {StageGiven, StageWork} from '../stage/work.ts';

/** A build from its plan to the telling, as Jenkins does it. How every stage ended is shown also where one failed. */
export const runPipeline = async (
  given: StageGiven & {timeLimit: number | undefined},
  world: World,
): Promise<Finished<PipelineOutcome>> => {
  const facts = await readFacts(given);
  // Git takes as long as loading the rest.
  const [project, {pipeline}, {runPlannedStage}, {tell}] = await Promise.all([
    readProject(given, world, facts),
    import('./pipeline.ts'),
    import('../stage/work.ts'),
    import('../tell/work.ts'),
  ]);
  const outcome = await pipeline(project, facts, {
    ...createPlanAdapters(project, world.signal),
    ...lookingAt(world),
    voice: world.voice,
    runStage: async (planned, voice) => {
      const timeLimitMinutes = given.timeLimit ?? planned.timeLimitMinutes;
      const stage = {...planned, project, timeLimitMinutes, ...(await workOf(planned))};
      return runPlannedStage(stage, given, {...world, voice});
    },
    notify: facts => tell(facts, world, {planOnly: false, output: given.output}),
  });
  const [first, ...others] = failuresOf(outcome);
  if (first === undefined) return {result: outcome};
  const {tag, ...alone} = first;
  const told = others.length > 0 ? {...first, others} : alone;
  return {result: outcome, ...told, text: pipelineEnds(world.maskData(outcome))};
};

/** What failed in several stages for one reason is told once. */
const failuresOf = ({results}: PipelineOutcome) => {
  const failed = results.flatMap(({stage, error}) => (error ? [{stage, error}] : []));
  return toldOnce(failed).map(({stage, stages = [stage], error}) => ({
    error,
    tag: stage,
    about: results.find(result => stages.includes(result.stage) && result.error)?.about,
  }));
};

const workOf = ({
  verb,
  arguments: [first = ''],
}: PlannedStage): Promise<Pick<StageWork, 'work' | 'environment'>> => WORK[verb](first);

const WORK: Record<
  PlannedStage['verb'],
  (first: string) => Promise<Pick<StageWork, 'work' | 'environment'>>
> = {
  test: async () => ({work: (await import('../test/work.ts')).testWork}),
  deploy: async environment => ({
    environment,
    work: (await import('../deploy/work.ts')).deployWork(environment),
  }),
  backup: async () => ({
    environment: PRODUCTION,
    work: (await import('../backup/work.ts')).backupWork(),
  }),
  verify: async () => ({
    environment: PRODUCTION,
    work: (await import('../verify/work.ts')).verifyWork({}),
  }),
  restore: async () => ({
    environment: PRODUCTION,
    work: (await import('../restore/work.ts')).pruneWork({environment: PRODUCTION}),
  }),
  refresh: async flag => {
    const environment = flag.slice(flag.indexOf('=') + 1);
    return {environment, work: (await import('../refresh/work.ts')).refreshWork({environment})};
  },
  preview: async number => ({
    environment: previewOf(number),
    work: (await import('../previews/work.ts')).previewWork(number),
  }),
};
