import {UserError} from '../errors/userError.ts';
import {deadline} from '../outside/patience.ts';
import type {World} from '../run/world.ts';
import type {ConventionNeeds} from './conventions.ts';

/** No plan waits longer for what it can do without. */
const PATIENCE_MS = 5_000;

/** At conventions. What it takes is loaded with it. */
export const lookingAt = ({signal, voice}: Pick<World, 'signal' | 'voice'>): ConventionNeeds => ({
  async findBroken(project, environments) {
    const {foundForPlan} = await import('../doctor/forPlan.ts');
    const late = () => new UserError('SERVICE_TIMEOUT', `it took longer than ${PATIENCE_MS / 1000} s.`);
    const bound = deadline(signal, PATIENCE_MS, late);
    try {
      return await foundForPlan(project, environments, bound.signal);
    } finally {
      bound.clear();
    }
  },
  onBug(error) {
    voice.bug(error);
  },
});
