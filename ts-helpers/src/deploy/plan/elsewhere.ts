import {UserError} from '../../errors/userError.ts';
import type {Container} from '../../compose/model.ts';
import {PROJECT, type Release} from '../../project/release.ts';
import {quoted} from '../../text/plain.ts';

/** A container of the compose project that came up from another folder. */
export interface Elsewhere {
  id: string;
  name: string;
  folder: string;
}

/** Where Compose stood as it made the container of a deploy; undefined where no deploy made it: such a one is adopted. */
export const folderOfContainer = ({labels}: Pick<Container, 'labels'>): string | undefined =>
  labels[PROJECT] === undefined ? undefined : labels['com.docker.compose.project.working_dir'] || undefined;

/** Throws PROJECT_COLLISION: the same stack from two folders is never the release that either record tells. */
export const refuseElsewhere = (
  {release, composeProject, folder}: {release: Release; composeProject: string; folder: string},
  [found]: readonly Elsewhere[],
): void => {
  if (found === undefined) return;
  const {environment} = release;
  const root = rootOf(found.folder, composeProject);
  const there = root === undefined ? '' : `Deploy to where it is: COUNTABLE_DEPLOY_ROOT=${quoted(root)}. `;
  throw new UserError(
    'PROJECT_COLLISION',
    `The compose project ${composeProject} on this host was deployed from ${found.folder}, and not from ${folder}.`,
    {
      where: `container ${found.name}`,
      remedy:
        `${there}Or move it here by hand, on this host: countable deploy ${environment} --take-over. ` +
        `What its services keep in ${found.folder} does not come along: copy that first.`,
    },
  );
};

const rootOf = (folder: string, composeProject: string): string | undefined => {
  const [root, ...rest] = `${folder}/`.split(`/${composeProject}/`);
  return rest.length === 1 && root !== '' ? root : undefined;
};
