import type {Usage} from '../compose/usage.ts';
import type {Disk, Room} from '../project/diskSpace.ts';
import {isLittle} from '../project/diskSpace.ts';
import {type OwnImages, reliefsOf, type Relief} from '../project/relief.ts';
import {isStop} from '../errors/userError.ts';
import type {Disks} from '../outside/disks.ts';
import type {Docker} from '../outside/docker.ts';

export interface RoomNeeds {
  docker: Pick<Docker, 'engineRoot' | 'usage'>;
  disks: Disks;
}

/** Counting takes long on big hosts: the message is given without it then. */
const COUNTING_MS = 20_000;

/** What the disks have free that a build fills; what would free more is asked only where that is too little. */
export const roomFor = async (
  {wanted, deploys, own}: {wanted: number; deploys?: string; own?: () => Promise<OwnImages>},
  needs: RoomNeeds,
): Promise<Room> => {
  if (wanted === 0) return {disks: [], wanted, reliefs: undefined};
  const disks = await disksFor(deploys, needs);
  const room = {disks, wanted, reliefs: undefined};
  return isLittle(room) ? {...room, reliefs: await counted(own, needs)} : room;
};

/** Those with what Docker stores and with the folder of a deploy, each once. */
export const disksFor = async (deploys: string | undefined, needs: RoomNeeds): Promise<Disk[]> => {
  const found = [
    await diskOf(await localRoot(needs), 'images and volumes of Docker', needs),
    await diskOf(deploys, 'deploys', needs),
  ].filter(disk => disk !== undefined);
  return found.filter(({device}, at) => found.findIndex(one => one.device === device) === at);
};

const diskOf = async (
  place: string | undefined,
  holds: string,
  {disks}: RoomNeeds,
): Promise<Disk | undefined> => {
  const found = place === undefined ? undefined : await disks.of(place);
  return found === undefined || place === undefined ? undefined : {...found, place, holds};
};

/** Of an engine elsewhere, in a virtual machine for one, nothing is known here. What is wrong with it, others tell. */
const localRoot = async ({docker, disks}: RoomNeeds): Promise<string | undefined> => {
  try {
    const {folder, host} = await docker.engineRoot();
    return host === disks.machine ? folder : undefined;
  } catch (error) {
    if (isStop(error)) throw error;
    return undefined;
  }
};

const counted = async (
  own: (() => Promise<OwnImages>) | undefined,
  {docker}: RoomNeeds,
): Promise<Relief[] | undefined> => {
  const usage = await usageInTime(docker);
  return usage && reliefsOf(usage, await own?.());
};

/** Undefined where Docker does not come to an end with counting. */
export const usageInTime = async (docker: Pick<Docker, 'usage'>): Promise<Usage | undefined> => {
  try {
    return await docker.usage({timeoutMs: COUNTING_MS});
  } catch (error) {
    if (isStop(error)) throw error;
    return undefined;
  }
};
