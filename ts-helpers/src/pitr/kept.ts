import {walPrefix} from '../archive/pointInTime.ts';
import type {Docker} from '../outside/docker.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {openRepository, type RepositoryNeeds, type RepositoryOrder} from './act/repository.ts';
import {type Base, baseFor, basesIn, keptMoment, type KeptMoment} from './plan/kept.ts';
import {type Segment, segmentIn, segmentsOf} from './plan/segments.ts';

export interface KeptNeeds extends RepositoryNeeds {
  docker: RepositoryNeeds['docker'] & Pick<Docker, 'remove'>;
  store: RepositoryNeeds['store'] & Pick<ObjectStore, 'folders'>;
}

/** How a moment of a server would come back. Throws BACKUP_MISSING and PITR_GAP where it would not. */
export const readKept = async (
  order: RepositoryOrder & {moment: Date; now: Date},
  needs: KeptNeeds,
): Promise<KeptMoment> => {
  const {container, info} = await openRepository(order, needs);
  await needs.docker.remove(container);
  const bases = basesIn(info, order.stanza);
  return keptMoment(order, bases, await segmentsSince(baseFor(bases, order), order, needs));
};

/** Folders of logs that end before it are left out: there are thousands of objects in a week. */
const segmentsSince = async (
  {history, begins}: Base,
  {project, stanza}: RepositoryOrder,
  {store}: Pick<KeptNeeds, 'store'>,
): Promise<Segment[]> => {
  const prefix = `${walPrefix(project, stanza)}${history}/`;
  const first = (segmentIn(begins)?.place ?? '').slice(0, 8);
  const logs = (await store.folders(prefix)).filter(folder => folder.slice(8) >= first);
  const found = await Promise.all(logs.map(log => store.list(`${prefix}${log}/`)));
  return segmentsOf(found.flat());
};
