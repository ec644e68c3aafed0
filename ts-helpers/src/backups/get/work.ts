import path from 'node:path';
import {partOf} from '../../archive/part.ts';
import {createClock} from '../../outside/clock.ts';
import {createCompressing} from '../../outside/compressing.ts';
import {createDisks} from '../../outside/disks.ts';
import {createEncrypting} from '../../outside/encrypting.ts';
import {keepStreamsSmall} from '../../outside/memory.ts';
import {createPipes} from '../../outside/pipe.ts';
import {createShell} from '../../outside/shell.ts';
import {createUnpacking} from '../../outside/unpacking.ts';
import {namedProject} from '../../project/conventions.ts';
import type {Finished} from '../../run/finished.ts';
import type {GivenToAll} from '../../run/verb.ts';
import type {World} from '../../run/world.ts';
import {PRODUCTION} from '../../settings/production.ts';
import {readOrganisation, readProject} from '../../workspace/open.ts';
import {atOf} from '../../verify/choice.ts';
import {chooseOlder} from '../../verify/olderChoice.ts';
import {storesOf} from '../stores.ts';
import {get} from './get.ts';
import type {Got} from './got.ts';
import {getOlder} from './older.ts';

interface GetGiven extends Pick<GivenToAll, 'workspace' | 'facts'> {
  project: string | undefined;
  time: string | undefined;
  environment: string | undefined;
  into: string | undefined;
}

/** `countable backups get`. */
export const runGet = async (given: GetGiven, world: World): Promise<Finished<Got>> => {
  keepStreamsSmall();
  const {signal, variables, voice, folder} = world;
  const {environment = PRODUCTION} = given;
  const at = atOf(given.time, '<time>');
  const own = given.project === undefined ? await readProject(given, world) : undefined;
  const {name: project, instance} =
    own === undefined
      ? namedProject(given.project ?? '')
      : {name: own.build.project, instance: own.settings.instance};
  const settings = own?.settings ?? (await readOrganisation(given, world));
  const wanted = {project, part: partOf({environment, instance}), at};
  const destination = {folder, named: given.into && path.resolve(folder, given.into)};
  const pipes = createPipes(signal);
  const compressing = createCompressing(pipes);
  const {store, older} = storesOf(settings.backup, signal);
  const needs = {
    ...{pipes, compressing, store, older, voice},
    unpacking: createUnpacking(pipes, compressing),
    encrypting: createEncrypting(createShell(signal), pipes),
    disks: createDisks(),
    clock: createClock(signal),
    keyFile: variables.COUNTABLE_BACKUP_KEY_FILE || undefined,
  };
  const chosen = await chooseOlder(wanted, needs);
  const got = chosen ? getOlder(chosen, destination, needs) : get(wanted, destination, needs);
  return {result: await got};
};
