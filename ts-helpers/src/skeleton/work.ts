import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import {createFiles} from '../outside/files.ts';
import {createRepositories} from '../outside/repositories.ts';
import {createShell} from '../outside/shell.ts';
import {gitAddress} from '../text/gitAddress.ts';
import type {Finished} from '../run/finished.ts';
import {withProblems} from '../run/withProblems.ts';
import type {World} from '../run/world.ts';
import type {ExistingOutcome} from './existing.ts';
import type {ExistingPlan} from './plan/existing.ts';
import {create, type NewNeeds, type NewOutcome, planOnly} from './create.ts';
import {skeletonOf} from './files.ts';
import {outsideOf} from './outside.ts';
import {EXISTING, type Kind, KINDS, type NewPlan} from './plan.ts';

interface NewGiven {
  name: string;
  plan: boolean;
  from: Kind | typeof EXISTING | undefined;
  into: string | undefined;
  remote: string | undefined;
}

/** `countable new`. What failed outside is its error, after all that could be done; more of it is told before. */
export const runNew = async (
  given: NewGiven,
  world: World,
): Promise<Finished<NewPlan | NewOutcome | ExistingPlan | ExistingOutcome>> => {
  if (given.from === EXISTING) return adopted(given, world);
  const {name, into} = given;
  const {kind, remote} = await settled(given, world);
  // Who pushes over HTTP may have a password in it.
  const [, ...password] = (gitAddress(remote ?? '')?.user ?? '').split(':');
  world.voice.hide(password.join(':'));
  const needs = needsOf(world);
  const request = {
    project: name,
    kind,
    folder: path.resolve(world.folder, into ?? (await folderOf(name, world, needs.repositories))),
    // A path is one of the folder where it was said.
    remote:
      remote === undefined || gitAddress(remote) !== undefined ? remote : path.resolve(world.folder, remote),
  };
  if (given.plan) return {result: await planOnly(request, needs)};
  return withProblems(await create(request, needs), world.voice);
};

/** Who has gone into what was begun is there already. */
const folderOf = async (
  name: string,
  {folder}: Pick<World, 'folder'>,
  {look}: NewNeeds['repositories'],
): Promise<string> =>
  path.basename(folder) === name && (await look(folder))?.mark !== undefined ? folder : name;

/** Of a repository that is there. */
const adopted = async (
  {name, into, remote, plan}: NewGiven,
  world: World,
): Promise<Finished<ExistingPlan | ExistingOutcome>> => {
  if (remote !== undefined)
    throw new UserError('BAD_ARGUMENT', 'A repository that is there has its remote.', {
      where: '--remote',
      remedy: 'Leave --remote out.',
    });
  const [{adopt, planOnly: planned}, {existingNeeds}] = await Promise.all([
    import('./existing.ts'),
    import('./existingNeeds.ts'),
  ]);
  const folder = path.resolve(world.folder, into ?? '');
  const needs = existingNeeds(folder, world);
  return {result: await (plan ? planned : adopt)({project: name, folder}, needs)};
};

const needsOf = (world: World): NewNeeds => {
  const files = createFiles();
  return {
    files,
    repositories: createRepositories(createShell(world.signal), files),
    skeletonOf,
    outside: hasRemote => outsideOf(world, hasRemote),
    voice: world.voice,
  };
};

/** Who names no kind is asked for it, and for the repository then, where somebody sits there. */
const settled = async (
  {from, remote, plan}: NewGiven,
  {ask}: Pick<World, 'ask'>,
): Promise<{kind: Kind; remote: string | undefined}> => {
  if (from !== undefined && from !== EXISTING) return {kind: from, remote};
  const answer = ask && (await ask(`What is it to be: ${KINDS.join(', ')}? [${KINDS[0]}] `)).trim();
  const kind = answer === '' ? KINDS[0] : KINDS.find(one => one === answer);
  if (kind === undefined)
    throw new UserError(
      'BAD_ARGUMENT',
      answer === undefined ? 'It has to be said what the project is.' : `There is no kind ${answer}.`,
      {where: '--from', remedy: `Name one of ${KINDS.join(', ')}: --from ${KINDS[0]}`},
    );
  if (remote !== undefined || plan || ask === undefined) return {kind, remote};
  const url = (await ask('Which empty repository is it to be pushed to? [none] ')).trim();
  return {kind, remote: url === '' ? undefined : url};
};
