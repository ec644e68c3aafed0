import {isStop, messageOf} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import {type LeftoversNeeds, removeKilledRuns} from '../../test/leftovers.ts';
import type {Voice} from '../../run/voice.ts';
import {type SpareNeeds, storedOf} from '../gather/spare.ts';
import type {Gathered} from '../gather.ts';
import {namesToGo, neededImages, sizeOfImages, spareImages} from '../plan/spare.ts';

export interface CleaningNeeds extends SpareNeeds, LeftoversNeeds {
  docker: SpareNeeds['docker'] & LeftoversNeeds['docker'] & Pick<Docker, 'untagImages'>;
  holders: SpareNeeds['holders'];
  voice: Pick<Voice, 'info' | 'warn'>;
}

/** Removes, by the rule of the plan, what nothing needs now. The release is live: what cannot be removed is told, and no failure. Whether there was any. */
export const cleanImages = async (
  {folder, facts}: Pick<Gathered, 'folder' | 'facts'>,
  needs: CleaningNeeds,
): Promise<boolean> => {
  try {
    await removeKilledRuns(facts.release.project, needs);
    const needed = neededImages(await folder.releases.list(), facts.release);
    const stored = await storedOf(facts.release.project, needs);
    const spare = spareImages(stored, facts, needed);
    await needs.docker.untagImages(namesToGo(spare));
    // Some of what was planned went with the release that had them.
    const went = facts.spare.filter(({id}) => !stored.images.some(one => one.id === id));
    const all = [...went, ...spare];
    if (all.length === 0) return false;
    needs.voice.info(`${sizeOfImages(all)}: removed`);
    return true;
  } catch (error) {
    // Else what is live would be taken back for want of time.
    if (isStop(error) && error.code === 'INTERRUPTED') throw error;
    needs.voice.warn(`Images that nothing needs could not be removed: ${messageOf(error)}`);
    return true;
  }
};
