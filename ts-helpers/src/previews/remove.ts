import type {DeployFolder} from '../deploy/folder.ts';
import {lockIn} from '../deploy/turns.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Compose} from '../outside/compose.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import type {Holder, Lock, Locks} from '../outside/lock.ts';
import type {Owners} from '../outside/owners.ts';
import {environmentTitle, projectLabel} from '../project/conventions.ts';
import type {Preview} from './plan.ts';

export interface RemoveNeeds {
  compose: Pick<Compose, 'destroy'>;
  docker: Pick<Docker, 'imagesLabelled' | 'removeImages' | 'untagImages' | 'giveBack'>;
  files: Pick<Files, 'remove'>;
  owners: Owners;
  locks: Pick<Locks, 'tryToTake'>;
  hostLocks: Pick<Locks, 'tryToTake'>;
  folderOf(composeProject: string): DeployFolder;
  /** Whether it is as it was when it was planned to go. */
  isStill(preview: Preview): Promise<boolean>;
}

/**
 * Removes all of it: containers, networks, volumes, folder, images, and in the end its record. Throws LOCK_HELD while it is
 * being deployed, and where it was since it was planned.
 */
export const removePreview = async (preview: Preview, me: Holder, needs: RemoveNeeds): Promise<void> => {
  const {compose, docker, files, folderOf} = needs;
  const {composeProject} = preview;
  const folder = folderOf(composeProject);
  const turn = await takeNow(preview, folder, {me, ...needs});
  try {
    if (!(await needs.isStill(preview))) throw deployedMeanwhile(preview);
    const kept = (await folder.releases.list()).flatMap(({images}) => Object.values(images));
    const built = await docker.imagesLabelled(projectLabel(composeProject));
    await compose.destroy(composeProject);
    await giveBack(folder.path, [...new Set([...kept.map(({id}) => id), ...built])], needs);
    await files.remove(folder.path);
    await docker.untagImages(kept.map(({tag}) => tag));
    await docker.removeImages(await docker.imagesLabelled(projectLabel(composeProject)));
    // The lock goes with it: of a host, its name locks as well, and of this pull request nothing waits.
    await files.remove(folder.state);
  } finally {
    await turn.release();
  }
};

/** What containers wrote as root is this user's again, by an image of the preview. */
const giveBack = async (
  folder: string,
  images: readonly string[],
  {docker, owners}: Pick<RemoveNeeds, 'docker' | 'owners'>,
): Promise<void> => {
  const owner = owners.me();
  if (owner === undefined) return;
  for (const image of images) {
    const paths = await owners.obstacles([folder]);
    if (paths.length === 0) return;
    try {
      await docker.giveBack({image, folder, paths, owner});
      await owners.open(paths);
    } catch (error) {
      // Not every image has `chown`: the next one may. What nobody gives back fails where it is removed.
      if (!(error instanceof CommandFailed)) throw error;
    }
  }
};

const takeNow = async (
  {composeProject, environment}: Preview,
  {state}: Pick<DeployFolder, 'state'>,
  {me, locks, hostLocks}: Pick<RemoveNeeds, 'locks' | 'hostLocks'> & {me: Holder},
): Promise<Lock> => {
  const ofFolder = await locks.tryToTake(lockIn(state), me);
  if ('heldBy' in ofFolder) throw held(environment, ofFolder.heldBy);
  const ofHost = await hostLocks.tryToTake(composeProject, me).catch(async (error: unknown) => {
    await ofFolder.release();
    throw error;
  });
  if ('heldBy' in ofHost) {
    await ofFolder.release();
    throw held(environment, ofHost.heldBy);
  }
  return {
    async release() {
      await ofHost.release();
      await ofFolder.release();
    },
  };
};

const deployedMeanwhile = ({environment}: Preview): UserError =>
  new UserError('LOCK_HELD', `${environmentTitle(environment)} was deployed meanwhile: it stays.`, {
    where: environment,
    remedy: 'Nothing to do, or look again: countable previews reconcile --plan',
  });

const held = (environment: string, {who}: Holder): UserError =>
  new UserError('LOCK_HELD', `${who} is deploying ${environmentTitle(environment)}.`, {
    where: environment,
    remedy: `Wait for it to end: countable lock status ${environment} tells of it.`,
  });
