import {readFileReferences} from '../../ts-helpers/src/outside/composeReferences.ts';
import {readComposeSource, readYaml} from '../../ts-helpers/src/outside/composeSource.ts';
import {findOwnFiles} from '../../ts-helpers/src/stage/ownFiles.ts';
import {plan, type PlanNeeds} from '../../ts-helpers/src/pipeline/gather.ts';
import {runStage, type StageOutcome} from '../../ts-helpers/src/stage/runStage.ts';
import {findSuspects} from '../../ts-helpers/src/stage/suspects.ts';
import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import type {PipelinePlan} from '../../ts-helpers/src/seam/pipelinePlan.ts';
import type {StageResult} from '../../ts-helpers/src/result/result.ts';
import {recording} from '../../ts-helpers/src/stage/transcript.ts';
import {gitIn, type Machine} from './machine.ts';

export const planNeeds = ({workspace, needs}: Machine): PlanNeeds => ({
  files: needs.files,
  git: gitIn(workspace),
  loadYaml: () => Promise.resolve(readYaml),
  loadSource: () => Promise.resolve(readComposeSource),
  loadReferences: () => Promise.resolve(readFileReferences),
  findBroken: () => Promise.resolve([]),
  onBug(error) {
    throw error;
  },
});

/** The verb `plan`, in this process. */
export const planOf = async (machine: Machine, facts: Facts = {}): Promise<PipelinePlan> =>
  plan(await machine.project(facts), facts, planNeeds(machine));

/** A stage as a result, with what git knows of its failure since a commit. */
export const stageOf = (
  {workspace, needs, voice}: Machine,
  since: string | undefined,
  work: (voice: Machine['voice']) => Promise<StageOutcome>,
): Promise<StageResult> => {
  const git = gitIn(workspace);
  const recorded = recording(voice, text => text);
  return runStage(
    'Test',
    {
      clock: needs.clock,
      host: {state: () => Promise.resolve({name: 'agent-1'} as never)},
      voice: {transcript: recorded.transcript, bug: recorded.bug},
      folder: workspace,
      suspects: error => findSuspects({error, since}, {git, loadYaml: () => Promise.resolve(readYaml)}),
      ownFiles: error => findOwnFiles({error, since}, git),
    },
    () => work({...voice, ...recorded}),
  );
};
