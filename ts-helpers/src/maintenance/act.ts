import {pageOf, pinsFor, type Through} from '../deploy/plan.ts';
import {lead} from '../deploy/proxies.ts';
import {placeDeeds} from './act/inPlace.ts';
import {type ActNeeds, createServing, type Wanted} from './act/serving.ts';
import type {MaintenanceFacts, MaintenanceStep} from './plan.ts';

export type {ActNeeds, Wanted} from './act/serving.ts';

/** What each step of a plan does, and what undoes it. */
export const deedsOf = (
  facts: MaintenanceFacts,
  {wanted, minutes}: {wanted: Wanted | undefined; minutes: number},
  needs: ActNeeds,
) => {
  const {docker} = needs;
  const serving = createServing(facts, wanted, needs);
  const turned = new Set<Through>();
  const place = placeDeeds(facts, {serving, minutes}, needs);
  const deeds: Record<MaintenanceStep['id'], () => Promise<void>> = {
    ...place.deeds,
    serve: () => serving.throughProxies(),
    async turn() {
      const page = pageOf(await serving.container());
      for (const one of facts.proxies) {
        turned.add(one);
        await lead(one, pinsFor(one, page) ?? [], needs);
      }
    },
    async back() {
      for (const one of facts.proxies) if (one.held.length > 0) await lead(one, [], needs);
    },
    async remove() {
      for (const {container} of facts.pages) await docker.remove(container.id);
    },
  };
  const undo = async (deed: string): Promise<void> => {
    const later = needs.afterwards();
    if (deed === 'drop') return serving.drop(later.docker);
    if (deed === 'return' && serving.isThrough()) {
      for (const one of turned) await lead(one, one.held, later);
      return;
    }
    await place.undo(deed);
  };
  return {deeds, undo};
};
