import {UserError} from '../errors/userError.ts';
import type {Git} from '../outside/git.ts';
import type {Project} from './project.ts';

/** Throws NOTHING_COMMITTED: of a repository without commits nothing tells the version, and often not the branch. */
export const requireCommit = async (
  {build, workspace}: Pick<Project, 'build' | 'workspace'>,
  git: Pick<Git, 'files'>,
): Promise<void> => {
  if (build.commit !== null || (await git.files({untracked: true})) === undefined) return;
  throw new UserError('NOTHING_COMMITTED', 'Nothing is committed in this repository yet.', {
    where: workspace,
  });
};
