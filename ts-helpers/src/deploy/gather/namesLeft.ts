import type {Docker} from '../../outside/docker.ts';
import {PROJECT} from '../../project/release.ts';
import {type Amount, namesLeft} from '../plan/disk.ts';

export interface NamesNeeds {
  docker: Pick<Docker, 'imagesBelow' | 'storedImages'>;
  keptSizes(): Promise<Record<string, Amount>>;
}

/** What releases of a deploy called images of others, where no record is left to tell. */
export const findNamesLeft = async (
  composeProject: string,
  {docker, keptSizes}: NamesNeeds,
): Promise<string[]> => {
  const [names, built, kept] = await Promise.all([
    docker.imagesBelow(`${composeProject}-`),
    docker.storedImages(PROJECT),
    keptSizes(),
  ]);
  return namesLeft(composeProject, names, {built, others: Object.keys(kept)});
};
