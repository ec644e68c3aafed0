import type {UserError} from '../errors/userError.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {bringBack, type BringNeeds, type BroughtBack} from './act/broughtBack.ts';
import {heldAt, isOfPlaces, type MomentFacts, planRestore, type RestorePlan} from './plan.ts';

export interface RecoverNeeds extends BringNeeds {
  voice: Voice;
  end?: ((reason: UserError) => void) | undefined;
}

/**
 * The first step of a restore to a moment: servers are brought back. Which databases there were is known then, and the rest of the
 * plan is made by the same rules with that.
 */
export const recovered = async (
  facts: MomentFacts,
  plan: RestorePlan,
  needs: RecoverNeeds,
): Promise<{back: BroughtBack[]; plan: RestorePlan}> => {
  const {voice, end} = needs;
  let back: BroughtBack[] = [];
  await carryOut(
    plan.steps.filter(step => !isOfPlaces(step)),
    async () => {
      back = await bringBack(facts.source, facts, needs);
    },
    {voice, end},
  );
  for (const {server, reached} of back)
    if (reached !== undefined)
      voice.info(`The last change that came back of ${server.service} is of ${reached}`);
  const source = {...facts.source, found: back.map(({found}) => found)};
  const settled = planRestore({...facts, source, manifest: heldAt(source, {servers: []})});
  return {back, plan: settled};
};
