import {carryOut} from '../run/carryOut.ts';
import {dropFormer} from './former.ts';
import {gatherHere, type RestoreGatherNeeds, type RestoreRequest} from './gather.ts';
import {namesBefore, planPrune, type PrunePlan} from './plan.ts';
import {inItsTurn, type RestoreNeeds} from './restore.ts';
import type {RestoreJournal} from './act/journal.ts';
import {reachedNow} from './reached.ts';

export const planOfPrune = async (
  {project, environment}: Pick<RestoreRequest, 'project' | 'environment'>,
  needs: RestoreGatherNeeds & Pick<RestoreNeeds, 'journalsOf'>,
): Promise<PrunePlan<RestoreJournal>> => (await gathered({project, environment}, needs)).plan;

/** Resolves to what was dropped. Throws LOCK_HELD. */
export const prune = (
  request: Pick<RestoreRequest, 'project' | 'environment' | 'who'>,
  needs: RestoreNeeds,
): Promise<string[]> =>
  inItsTurn(request, needs, async composeProject => {
    const {plan, containers} = await gathered(request, needs);
    const journals = needs.journalsOf(composeProject);
    const {voice, end} = needs;
    await carryOut(
      plan.steps,
      async () => {
        for (const one of plan.drops) {
          const servers = await reachedNow(one.servers, request, needs);
          await dropFormer({...one, servers}, {composeProject, containers, needs});
          await journals.forget(one.stamp);
        }
      },
      {voice, end},
    );
    return plan.drops.flatMap(namesBefore);
  });

const gathered = async (
  {project, environment}: Pick<RestoreRequest, 'project' | 'environment'>,
  needs: RestoreGatherNeeds & Pick<RestoreNeeds, 'journalsOf'>,
) => {
  const facts = await gatherHere(project, environment, needs);
  const formers = await needs.journalsOf(facts.composeProject).formers();
  return {plan: planPrune(formers, facts), containers: facts.containers};
};
