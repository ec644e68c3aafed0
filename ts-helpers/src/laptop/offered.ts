import type {World} from '../run/world.ts';
import {isYes} from './confirmed.ts';
import type {UpFacts} from './plan/facts.ts';
import {type Choices, refuseTaken, takenText, type TakenPort, wayText} from './plan/ports.ts';

/**
 * Other ports in the place of those that something else has, as far as somebody at the terminal wants them. Throws PORT_TAKEN where
 * nobody can be asked, or does not.
 */
export const offerPorts = async (
  {taken, facts}: {taken: readonly TakenPort[]; facts: UpFacts},
  {ask}: {ask: World['ask']},
): Promise<Choices> => {
  const chosen = new Map<number, number>();
  if (ask === undefined || taken.some(({free}) => free === undefined)) refuseTaken(taken, facts);
  for (const one of taken) {
    const question = `${takenText(one)}. Take ${one.free} instead (${wayText(one, facts)})? [Y/n] `;
    const answer = (await ask?.(question)) ?? 'no';
    if (answer.trim() !== '' && !isYes(answer)) refuseTaken([one], facts);
    if (one.free !== undefined) chosen.set(one.port, one.free);
  }
  return chosen;
};
