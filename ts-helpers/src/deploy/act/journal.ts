import {type Journal, journalOf, whereItStopped} from '../plan/journal.ts';
import type {DeployPlan} from '../plan.ts';
import {messageOf} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {DeployFolder} from '../folder.ts';
import type {Voice} from '../../run/voice.ts';
import type {Keeping} from '../../run/carryOut.ts';

/** Tells of a deploy into the folder that was killed, once, where there was one. */
export const tellOfKilled = async (
  folder: Pick<DeployFolder, 'journal'>,
  voice: Pick<Voice, 'info' | 'warn'>,
): Promise<void> => {
  try {
    const left = await folder.journal();
    if (left !== undefined) voice.info(whereItStopped(left));
  } catch (error) {
    voice.warn(`Whether the last deploy came to its end cannot be told: ${messageOf(error)}`);
  }
};

/** Keeps how far a deploy is, for the one after it. That it cannot be kept is told, and fails no deploy. */
export const keepJournal = (
  {release: {version}, steps}: Pick<DeployPlan, 'release' | 'steps'>,
  {folder, who}: {folder: Pick<DeployFolder, 'keepJournal'>; who: string},
  {clock, voice}: {clock: Pick<Clock, 'now'>; voice: Pick<Voice, 'warn'>},
): Keeping => {
  let journal = journalOf(`The deploy of ${version} by ${who}`, steps, clock.now());
  let isKept = true;
  const keep = async (next: Journal | undefined): Promise<void> => {
    if (!isKept) return;
    try {
      await folder.keepJournal(next);
    } catch (error) {
      isKept = false;
      voice.warn(`How far this deploy is cannot be kept: ${messageOf(error)}`);
    }
  };
  return {
    async begun() {
      journal = {...journal, isBegun: true};
      await keep(journal);
    },
    async ended() {
      journal = {...journal, done: journal.done + 1, isBegun: false};
      await keep(journal);
    },
    close: () => keep(undefined),
  };
};
