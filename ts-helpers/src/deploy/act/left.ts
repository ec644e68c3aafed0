import {leftByDeploy} from '../plan/left.ts';
import type {DeployFacts, DeployStep} from '../plan.ts';
import type {Docker} from '../../outside/docker.ts';
import {witnesses} from '../../services/evidence.ts';

/** Who stops a deploy has to know what runs now: it is looked at once all is taken back that is. */
export const lookAtLeft = async (
  {facts, step}: {facts: DeployFacts; step: DeployStep['id']},
  docker: Pick<Docker, 'containers'>,
): Promise<string> => {
  const {containers, notes} = await witnesses(facts.composeProject, docker);
  return leftByDeploy({step, facts, containers: notes.length > 0 ? undefined : containers});
};
