import type {StoredImage} from '../../compose/storedImage.ts';
import {PROJECT} from '../../project/release.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Holders} from '../../outside/holders.ts';
import {roomFor, type RoomNeeds} from '../../services/room.ts';
import type {DeployFacts} from '../plan/facts.ts';
import {type KeptRelease, staying} from '../plan/kept.ts';
import {holdersIn, neededImages, spareImages, type Stored} from '../plan/spare.ts';
import type {Prepared} from './prepare.ts';

export interface SpareNeeds {
  docker: Pick<Docker, 'storedImages' | 'imagesInUse'>;
  holders: Pick<Holders, 'isGone'>;
}

/** What is here of a project's images, and what cannot go. */
export const storedOf = async (project: string, {docker, holders}: SpareNeeds): Promise<Stored> => {
  // In this order: what is made in between is in use, or not in the list.
  const images = await docker.storedImages(`${PROJECT}=${project}`);
  const used = await docker.imagesInUse();
  const known = await Promise.all(
    holdersIn(images).map(async holder => ((await holders.isGone(holder)) ? [holder] : [])),
  );
  return {images, used, gone: known.flat()};
};

/** What nothing needs once this release is live, of what is here now; the release that it replaces is still needed. */
export const findSpare = async (
  {folder, record, request}: Prepared,
  facts: Pick<DeployFacts, 'release' | 'composeProject'>,
  stored: Stored,
): Promise<StoredImage[]> => {
  const kept = await folder.releases.list();
  const {release} = facts;
  const coming = {release, liveAt: release.at, images: {}} as KeptRelease;
  const left = staying([...kept, coming], request.project.settings.releases);
  const needed = neededImages(
    left.filter(one => one !== coming),
    record.live,
  );
  return spareImages(stored, facts, needed);
};

/** A return builds nothing, and is to come back whatever the disk has free. */
export const findRoom = async (
  {folder, record, request, kept}: Prepared,
  spare: Promise<readonly StoredImage[]>,
  needs: RoomNeeds,
): Promise<Pick<DeployFacts, 'room'>> => {
  if (kept !== undefined) return {};
  const own = async () => {
    const all = await folder.releases.list();
    const live = neededImages(
      all.filter(({release}) => release.at === record.live?.at),
      record.live,
    );
    const others = [...neededImages(all, record.live)].filter(id => !live.has(id));
    return {environment: request.environment, spare: await spare, kept: others};
  };
  const {free: wanted} = request.project.settings.disk;
  return {room: await roomFor({wanted, deploys: folder.path, own}, needs)};
};
