import {UserError} from '../errors/userError.ts';
import {createClock} from '../outside/clock.ts';
import type {Finished} from '../run/finished.ts';
import type {GivenToAll} from '../run/verb.ts';
import type {World} from '../run/world.ts';
import {readOrganisation, readProject} from '../workspace/open.ts';
import {allBackups, backupsOf, type BackupsResult} from './backups.ts';
import {storesOf} from './stores.ts';

type BackupsGiven = Pick<GivenToAll, 'workspace' | 'facts'> & {project: string | undefined; all: boolean};

/** `countable backups`. */
export const runBackups = async (given: BackupsGiven, world: World): Promise<Finished<BackupsResult>> => {
  const {all, project} = given;
  if (all && project !== undefined)
    throw new UserError('BAD_ARGUMENT', 'Of one project, or of all: not both.', {
      where: '--all',
      remedy: `For example: countable backups ${project}`,
    });
  const isNamed = all || project !== undefined;
  const found = isNamed ? undefined : await readProject(given, world);
  const {backup} = found?.settings ?? (await readOrganisation(given, world));
  const needs = {...storesOf(backup, world.signal), clock: createClock(world.signal)};
  const name = project ?? found?.build.project ?? '';
  return {result: await (all ? allBackups(needs) : backupsOf(name, needs))};
};
