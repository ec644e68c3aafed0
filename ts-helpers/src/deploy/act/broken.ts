import {messageOf} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Voice} from '../../run/voice.ts';
import type {Gathered} from '../gather.ts';
import {brokenBy, type Ending} from '../plan/broken.ts';

/** Keeps that what is live is not up as a whole, for who asks for the releases. What is live goes on being that. */
export const noteBroken = async (
  error: unknown,
  {facts, folder, record, ...ending}: Pick<Gathered, 'facts' | 'folder' | 'record'> & Omit<Ending, 'error'>,
  {clock, voice}: {clock: Pick<Clock, 'now'>; voice: Pick<Voice, 'warn'>},
): Promise<void> => {
  const why = brokenBy(facts, {...ending, error});
  // A return that fails is told by the deploy that it follows.
  if (why === undefined || facts.before !== undefined) return;
  try {
    await folder.keepBroken({since: record.broken?.since ?? clock.now().toISOString(), why});
  } catch (thrown) {
    voice.warn(`That what is live is not up as a whole cannot be kept: ${messageOf(thrown)}`);
  }
};
