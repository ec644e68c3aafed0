import type {Facts} from '../domain/facts.ts';
import type {PipelinePlan, PlannedStage} from '../domain/pipeline.ts';
import type {StageResult} from '../domain/result.ts';
import type {Report} from '../report.ts';
import {plan, type PlanNeeds} from './plan.ts';
import type {Project} from './project.ts';

export interface PipelineNeeds extends PlanNeeds {
  report: Report;
  /** Runs a stage as Jenkins would, within its time limit. Its failure is in its result; it never throws. */
  runStage(stage: PlannedStage, report: Report): Promise<StageResult>;
  /** Tells people. Never changes the result. */
  notify(facts: Facts): Promise<unknown>;
}

export interface PipelineOutcome {
  plan: PipelinePlan;
  results: StageResult[];
}

/** What Jenkins does with a build, here: plan it, walk its stages, always tell in the end. */
export const pipeline = async (
  project: Project,
  facts: Facts,
  needs: PipelineNeeds,
): Promise<PipelineOutcome> => {
  const {report} = needs;
  const planned = await plan(project, facts, needs);
  if (planned.groups.length === 0)
    report.warn('Nothing to do: no tests by `test: none`, and no environment for this branch.');
  const results: StageResult[] = [];
  for (const {stages} of planned.groups) {
    const together = stages.length > 1;
    const finished = await Promise.all(
      stages.map(stage => needs.runStage(stage, together ? report.tagged(stage.name) : report)),
    );
    results.push(...finished);
    if (finished.some(({outcome}) => outcome === 'failed')) break;
  }
  await needs.notify({...facts, plan: planned, results});
  return {plan: planned, results};
};
