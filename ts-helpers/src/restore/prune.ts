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
    const {plan, found} = await gathered(request, needs);
    const journals = needs.journalsOf(composeProject);
    const {voice, end} = needs;
    await carryOut(
      plan.steps,
      async () => {
        for (const one of plan.drops) {
          const servers = await reachedNow(one.servers, found, needs);
          await dropFormer({...one, servers}, {composeProject, containers: found.containers, needs});
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
  const {here, found} = await gatherHere(project, environment, needs);
  const formers = await needs.journalsOf(here.composeProject).formers();
  return {plan: planPrune(formers, here), found};
};
