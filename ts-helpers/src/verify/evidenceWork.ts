import {partOf} from '../archive/part.ts';
import {olderStores} from '../dumps/olderPlaces.ts';
import {createObjectStore} from '../outside/s3.ts';
import {bucketOf} from '../project/bucket.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {PRODUCTION} from '../settings/production.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import {atOf} from './choice.ts';
import {meantBy} from './meant.ts';
import {evidenceFor, type ShownEvidence} from './evidenceFound.ts';

type Given = BuildGiven & Record<'project' | 'at' | 'environment', string | undefined>;

/** `countable evidence`. Throws BACKUP_MISSING where nothing was proven. */
export const runEvidence = async (given: Given, world: World): Promise<Finished<ShownEvidence>> => {
  const at = atOf(given.at);
  const project = await readProject(given, world);
  const {settings} = project;
  const {name, instance} = meantBy(given.project, project);
  const store = createObjectStore(bucketOf(settings), world.signal);
  const {backup} = settings;
  const older = olderStores(backup === 'none' ? [] : backup.older, store, world.signal);
  const part = partOf({environment: given.environment ?? PRODUCTION, instance});
  return {result: await evidenceFor({name, part, at}, {store, older})};
};
