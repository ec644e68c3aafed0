import {UserError} from '../../errors/userError.ts';
import type {Git} from '../../outside/git.ts';
import {deployCommand} from '../../project/preview.ts';
import type {DeployRequest} from '../gather/request.ts';

/**
 * Who waits at a desk goes on working: what is deployed must be what the release says. Builds have workspaces of their own, which
 * every stage looks at. Throws CHECKOUT_STALE.
 */
export const refuseOtherCheckout = async (
  {project: {build, workspace}, environment}: Pick<DeployRequest, 'project' | 'environment'>,
  git: Pick<Git, 'facts'>,
): Promise<void> => {
  if (build.job !== undefined || build.commit === null) return;
  const now = await git.facts();
  if (now === undefined) return;
  const isDirty = now.dirty || now.untracked;
  if (now.commit === build.commit && (build.dirty === true || !isDirty)) return;
  const found = now.commit === build.commit ? 'changed files' : `the commit ${now.commit}`;
  throw new UserError(
    'CHECKOUT_STALE',
    `While this deploy waited for its turn the folder was changed: it holds ${found}, and no longer ${build.commit} alone.`,
    {where: workspace, remedy: `Deploy what is there now: ${deployCommand(environment)}`},
  );
};
