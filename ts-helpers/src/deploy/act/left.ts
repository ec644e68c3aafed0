import {leftByDeploy} from '../plan/left.ts';
import type {DeployFacts, DeployStep} from '../plan.ts';
import {isStop, UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import {witnesses} from '../../services/evidence.ts';

/** Who stops a deploy has to know what runs now: it is looked at, whatever ended it. */
export const tellingWhatIsLeft = async <T>(
  {facts, step}: {facts: DeployFacts; step: () => DeployStep['id'] | undefined},
  docker: Pick<Docker, 'containers'>,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const stopped = step();
    if (!isStop(error) || stopped === undefined) throw error;
    const {containers, notes} = await witnesses(facts.composeProject, docker);
    const left = leftByDeploy({step: stopped, facts, containers: notes.length > 0 ? undefined : containers});
    const {code, message, where, remedy, evidence, leaves} = error;
    throw new UserError(code, message, {
      ...(where !== undefined && {where}),
      remedy,
      evidence,
      leaves: {...leaves, left},
      cause: error,
    });
  }
};
