import type {Facts} from '../seam/facts.ts';
import type {PipelinePlan, PlannedStage} from '../seam/pipelinePlan.ts';
import type {ErrorReport, StageResult} from '../result/result.ts';
import type {Voice} from '../run/voice.ts';
import type {NotifyOutcome} from '../tell/notify.ts';
import {plan, type PlanNeeds} from './gather.ts';
import type {Project} from '../workspace/project.ts';

export interface PipelineNeeds extends PlanNeeds {
  voice: Voice;
  /** Runs a stage as Jenkins would, within its time limit. Its failure is in its result; it never throws. */
  runStage(stage: PlannedStage, voice: Voice): Promise<StageResult>;
  /** Tells people. Never changes the result. */
  notify(facts: Facts): Promise<NotifyOutcome>;
}

export interface PipelineOutcome {
  plan: PipelinePlan;
  results: StageResult[];
  /** What people are told of it. */
  telling: NotifyOutcome;
}

/** What Jenkins does with a build, here: plan it, walk its stages, always tell in the end. */
export const pipeline = async (
  project: Project,
  facts: Facts,
  needs: PipelineNeeds,
): Promise<PipelineOutcome> => {
  const {voice} = needs;
  const planned = await plan(project, facts, needs);
  if (planned.groups.length === 0) voice.warn(nothingToDo(planned, facts));
  const results: StageResult[] = [];
  for (const {stages} of planned.groups) {
    const finished = await runTogether(stages, needs);
    results.push(...finished);
    if (finished.some(({outcome}) => outcome === 'failed')) break;
  }
  const telling = await needs.notify({...facts, plan: planned, results});
  return {plan: planned, results, telling};
};

const nothingToDo = ({notes}: PipelinePlan, {timer}: Facts): string =>
  timer
    ? ['Nothing to do.', ...notes.slice(-1)].join(' ')
    : 'Nothing to do: no tests by `test: none`, and no environment for this branch.';

/** What fails is told at once where others are still running: they may take long. */
export const runTogether = (
  stages: readonly PlannedStage[],
  {voice, runStage}: Pick<PipelineNeeds, 'voice' | 'runStage'>,
): Promise<StageResult[]> => {
  const running = new Set(stages.map(({name}) => name));
  return Promise.all(
    stages.map(async stage => {
      const own = stages.length > 1 ? voice.tagged(stage.name) : voice;
      const result = await runStage(stage, own);
      running.delete(stage.name);
      if (result.error !== undefined && running.size > 0)
        await tellFirst(result.error, running, {voice: own, about: result.about});
      return result;
    }),
  );
};

const tellFirst = async (
  error: ErrorReport,
  running: ReadonlySet<string>,
  {voice, about}: {voice: Voice; about: StageResult['about']},
): Promise<void> => {
  const others = [...running].join(' and ');
  const {rootCause} = await import('../causes/rootCause.ts');
  voice.warn(`${error.code}: ${rootCause(error, about)?.sentence ?? error.message} ${others} goes on.`);
};
