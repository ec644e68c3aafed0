import type {SecretInside} from '../../compose/secretsInside.ts';
import type {DeployFolder} from '../folder.ts';
import type {Git} from '../../outside/git.ts';
import {UserError} from '../../errors/userError.ts';
import type {DeployRequest} from './request.ts';

/** What a release is made of. */
export interface ReleaseFiles {
  listed: readonly string[];
  /** Submodules that nobody has checked out. */
  missingSubmodules: readonly string[];
  /** Whether a file is part of what is deployed. */
  isPart(file: string): boolean;
}

/**
 * The files under version control; on a laptop those that are not added yet as well, for a workspace of Jenkins has
 * leftovers of other builds. Without git all there are. Secret files are none of them, wherever they lie. Throws
 * MERGE_UNFINISHED.
 */
export const listRelease = async (
  {project: {workspace, build}, inside}: Pick<DeployRequest, 'project'> & {inside: readonly SecretInside[]},
  {git}: {git: Pick<Git, 'files'>},
  folder: Pick<DeployFolder, 'walk'>,
): Promise<ReleaseFiles> => {
  const listing = await git.files({untracked: build.job === undefined});
  refuseUnmerged(listing?.unmerged ?? []);
  const secret = new Set(inside.flatMap(({paths}) => paths));
  const listed = (listing?.files ?? (await folder.walk(workspace))).filter(file => !secret.has(file));
  const all = new Set(listed);
  return {listed, missingSubmodules: listing?.missingSubmodules ?? [], isPart: file => all.has(file)};
};

/** Of a version that nobody has made yet, with both of what it could be. */
const refuseUnmerged = (files: readonly string[]): void => {
  if (files.length === 0) return;
  const told =
    files.length > MOST_TOLD ? [...files.slice(0, MOST_TOLD), `${files.length - MOST_TOLD} more`] : files;
  throw new UserError('MERGE_UNFINISHED', `A merge is not finished: ${told.join(', ')} in conflict.`, {
    where: files[0] as string,
  });
};

const MOST_TOLD = 10;
