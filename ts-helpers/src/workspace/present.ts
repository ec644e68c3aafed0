import type {Files} from '../outside/files.ts';
import type {Project} from './project.ts';

/** Those of the names that there are in the workspace, in their order. */
export const present = async (
  names: readonly string[],
  {workspace}: Pick<Project, 'workspace'>,
  files: Pick<Files, 'exists'>,
): Promise<string[]> => {
  const found = await Promise.all(names.map(name => files.exists(`${workspace}/${name}`)));
  return names.filter((_, index) => found[index]);
};
