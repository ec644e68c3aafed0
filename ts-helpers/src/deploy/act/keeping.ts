import {type KeptFile, type KeptRelease, neverLive, staying, tagsToGo} from '../plan/kept.ts';
import {messageOf} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Voice} from '../../run/voice.ts';
import {type Once, onceOf} from '../plan/once.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {Gathered} from '../gather.ts';
import {imagesOf, tagImages} from './images.ts';

export interface KeepingNeeds {
  docker: Pick<Docker, 'containers' | 'imageIds' | 'tagged' | 'tagImage' | 'untagImages'>;
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
    isTracked,
    away,
  }: {files: readonly KeptFile[]; isTracked: boolean; away: Readonly<Record<string, number>>},
  needs: KeepingNeeds,
): Promise<void> => {
  const {settings} = request.project;
  const kept: KeptRelease = {
    release: facts.release,
    who: request.who,
    liveAt: needs.clock.now().toISOString(),
    names,
    files,
    images: await imagesOf(facts, needs.docker),
    isTracked,
    once: await onceNow(facts, before, needs.docker),
    parts: facts.parts.now,
    away: {...facts.awayLast, ...away},
    health: settings.health,
  };
  const unlived = new Set(neverLive(await folder.releases.list(), record).map(({release: {at}}) => at));
  // Before its images have their names, so that no name is left that nothing tells of.
  await folder.releases.add(kept);
  await tagImages(kept, needs.docker);
  try {
    const all = await folder.releases.list();
    const left = staying(
      all.filter(({release: {at}}) => !unlived.has(at)),
      settings.releases,
    );
    const going = all.filter(one => !left.includes(one));
    // In this order: who is killed in between finds them here the next time.
    await needs.docker.untagImages(tagsToGo(going, left));
    await folder.releases.drop(going);
    // A log of a failure goes with the releases of its time.
    const [oldest] = left.map(({release: {at}}) => at).sort();
    if (oldest !== undefined) await folder.failed.drop(oldest);
  } catch (error) {
    needs.voice.warn(
      `Releases from before that are kept no longer could not be removed: ${messageOf(error)}`,
    );
  }
};

/** A swarm runs its jobs by itself. */
const onceNow = async (
  {swarm, composeProject, model}: Gathered['facts'],
  before: KeptRelease | undefined,
  docker: Pick<Docker, 'containers'>,
): Promise<Once | undefined> =>
  swarm === undefined
    ? onceOf(
        await docker.containers([projectLabel(composeProject), 'com.docker.compose.oneoff=False']),
        model,
        before?.once,
      )
    : undefined;
