import {CommandFailed} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {Voice} from '../../run/voice.ts';
import {spanSince} from '../../services/evidence.ts';
import type {Gathered} from '../gather.ts';
import {secondsAway} from '../plan/away.ts';
import type {Fate} from '../plan/fates.ts';
import {isAlive} from '../plan/leaving.ts';

/**
 * By service, for how many seconds those were away that were made anew: as far as the engine tells. Of a return from a release that
 * failed it counts from what ran before that one.
 */
export const timesAway = async (
  {facts, began, beganBefore = began}: Pick<Gathered, 'facts' | 'began' | 'beganBefore'>,
  fates: readonly Fate[],
  {docker, clock, voice}: {docker: Docker; clock: Clock; voice: Pick<Voice, 'detail'>},
): Promise<Record<string, number>> => {
  const {composeProject, containers, before = containers} = facts;
  const anew = fates.flatMap(({service, does}) => {
    const old = before.filter(one => one.service === service && isAlive(one)).map(({id}) => id);
    return (does === 'restart' || does === 'start') && old.length > 0 ? [{service, old}] : [];
  });
  if (anew.length === 0) return {};
  const label = projectLabel(composeProject);
  try {
    const moments = await docker.moments(label, await spanSince(beganBefore, clock));
    const all = await docker.containers([label, 'com.docker.compose.oneoff=False']);
    return Object.fromEntries(
      anew.flatMap(({service, old}) => {
        const own = all.filter(one => one.service === service);
        const its = moments.filter(one => one.service === service);
        const isChecked = own.some(({health}) => health !== undefined);
        const seconds = secondsAway(its, {old, now: own.map(({id}) => id), isChecked});
        return seconds === undefined ? [] : [[service, seconds]];
      }),
    );
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    voice.detail(`For how long services were away cannot be told: ${error.message}`);
    return {};
  }
};
