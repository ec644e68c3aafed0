import {type KeptFile, type KeptRelease, neverLive, staying, tagsToGo} from '../plan/kept.ts';
import type {Container} from '../../compose/model.ts';
import {messageOf} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Voice} from '../../run/voice.ts';
import {onceOf} from '../plan/once.ts';
import type {Gathered} from '../gather.ts';
import {imagesOf, tagImages} from './images.ts';

export interface KeepingNeeds {
  docker: Pick<Docker, 'tagged' | 'tagImage' | 'untagImages'>;
  clock: Pick<Clock, 'now'>;
  voice: Pick<Voice, 'warn'>;
}

/** Keeps a release that came up and answered, and drops the oldest: a return needs no build, and nothing but this host. */
export const keepRelease = async (
  {
    folder,
    facts,
    names,
    request,
    record,
    kept: before,
  }: Pick<Gathered, 'folder' | 'facts' | 'names' | 'request' | 'record' | 'kept'>,
  {
    files,
    ids,
    containers,
    isTracked,
    away,
  }: {
    files: readonly KeptFile[];
    /** Of images, by name. */
    ids: ReadonlyMap<string, string>;
    containers: readonly Container[];
    isTracked: boolean;
    away: Readonly<Record<string, number>>;
  },
  needs: KeepingNeeds,
): Promise<void> => {
  const kept: KeptRelease = {
    release: facts.release,
    who: request.who,
    liveAt: needs.clock.now().toISOString(),
    names,
    files,
    images: imagesOf(facts, ids),
    isTracked,
    // A swarm runs its jobs by itself.
    once: facts.swarm === undefined ? onceOf(containers, facts.model, before?.once) : undefined,
    parts: facts.parts.now,
    away: {...facts.awayLast, ...away},
    health: request.project.settings.health,
  };
  const unlived = neverLive(await folder.releases.list(), record).map(({release: {at}}) => at);
  // Before its images have their names, so that no name is left that nothing tells of.
  await folder.releases.add(kept);
  await tagImages(kept, needs.docker);
  await dropOld({folder, request}, unlived, needs);
};

/** Those over the number that is kept, and those that never were live. */
const dropOld = async (
  {folder, request}: Pick<Gathered, 'folder' | 'request'>,
  unlived: readonly string[],
  {docker, voice}: Pick<KeepingNeeds, 'docker' | 'voice'>,
): Promise<void> => {
  try {
    const all = await folder.releases.list();
    const left = staying(
      all.filter(({release: {at}}) => !unlived.includes(at)),
      request.project.settings.releases,
    );
    const going = all.filter(one => !left.includes(one));
    // In this order: who is killed in between finds them here the next time.
    await docker.untagImages(tagsToGo(going, left));
    await folder.releases.drop(going);
    // A log of a failure goes with the releases of its time.
    const [oldest] = left.map(({release: {at}}) => at).sort();
    if (oldest !== undefined) await folder.failed.drop(oldest);
  } catch (error) {
    voice.warn(`Releases from before that are kept no longer could not be removed: ${messageOf(error)}`);
  }
};
