import type {Container} from '../../compose/model.ts';
import {PROJECT} from '../../project/release.ts';
import type {Docker} from '../../outside/docker.ts';
import type {DeployFacts} from '../plan/facts.ts';
import {keptOfLive, type KeptRelease} from '../plan/kept.ts';
import type {Prepared} from './prepare.ts';

/** What a deploy that fails returns to. */
export const findReturn = async (
  {folder, record, composeProject, kept}: Pick<Prepared, 'folder' | 'record' | 'composeProject' | 'kept'>,
  containers: readonly Container[],
  docker: Pick<Docker, 'imageIds'>,
): Promise<Pick<DeployFacts, 'returnsTo' | 'returnsToOnce'>> => {
  const all = await folder.releases.list();
  const live = keptOfLive(all, record.live);
  // What does not come up by itself does not by being brought back.
  if (live !== undefined && live.release.version === kept?.release.version) return {returnsTo: undefined};
  if (live !== undefined)
    return (await lackingImages(live, docker)).length > 0
      ? {returnsTo: undefined}
      : {returnsTo: live.release, ...(live.once && {returnsToOnce: live.once})};
  const isUntold = record.trouble !== undefined || record.live !== undefined || all.length > 0;
  // What somebody else started under the name was never ours to remove; nor what runs where no record tells of it.
  const isOurs = containers.every(
    ({labels, project}) => project === composeProject && labels[PROJECT] !== undefined,
  );
  const wasNeverLive = containers.length === 0 || (record.filled !== undefined && isOurs);
  return {returnsTo: !isUntold && wasNeverLive ? 'nothing' : undefined};
};

/** The images of a release that are not on this host any more. */
export const lackingImages = async (
  {images}: Pick<KeptRelease, 'images'>,
  docker: Pick<Docker, 'imageIds'>,
): Promise<string[]> => {
  const wanted = Object.values(images);
  const here = await docker.imageIds(wanted.map(({id}) => id));
  return wanted.filter(({id}) => !here.has(id)).map(({tag}) => tag);
};
