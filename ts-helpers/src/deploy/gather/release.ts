import type {SecretInside} from '../../compose/secretsInside.ts';
import type {DeployFolder} from '../folder.ts';
import type {Git} from '../../outside/git.ts';
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
 * leftovers of other builds. Without git all there are. Secret files are none of them, wherever they lie.
 */
export const listRelease = async (
  {project: {workspace, build}, inside}: Pick<DeployRequest, 'project'> & {inside: readonly SecretInside[]},
  {git}: {git: Pick<Git, 'files'>},
  folder: Pick<DeployFolder, 'walk'>,
): Promise<ReleaseFiles> => {
  const listing = await git.files({untracked: build.job === undefined});
  const secret = new Set(inside.flatMap(({paths}) => paths));
  const listed = (listing?.files ?? (await folder.walk(workspace))).filter(file => !secret.has(file));
  const all = new Set(listed);
  return {listed, missingSubmodules: listing?.missingSubmodules ?? [], isPart: file => all.has(file)};
};
