import {CommandFailed} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {Voice} from '../../run/voice.ts';
import {spanSince} from '../../services/evidence.ts';
import type {Gathered} from '../gather.ts';
import {secondsAway} from '../plan/away.ts';
import type {Fate} from '../plan/fates.ts';

/** By service, for how many seconds those were away that were made anew: as far as the engine tells. */
export const timesAway = async (
  {facts, began}: Pick<Gathered, 'facts' | 'began'>,
  fates: readonly Fate[],
  {docker, clock, voice}: {docker: Docker; clock: Clock; voice: Pick<Voice, 'detail'>},
): Promise<Record<string, number>> => {
  const anew = fates.filter(({does}) => does === 'restart').map(({service}) => service);
  if (anew.length === 0) return {};
  const label = projectLabel(facts.composeProject);
  try {
    const moments = await docker.moments(label, await spanSince(began, clock));
    const checked = await docker.containers([label]);
    const isChecked = (name: string) =>
      checked.some(({service, health}) => service === name && health !== undefined);
    return Object.fromEntries(
      anew.flatMap(name => {
        const seconds = secondsAway(name, moments, {isChecked: isChecked(name)});
        return seconds === undefined ? [] : [[name, seconds]];
      }),
    );
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    voice.detail(`For how long services were away cannot be told: ${error.message}`);
    return {};
  }
};
