import type {Project} from '../workspace/project.ts';
import type {World} from '../run/world.ts';
import {type BuildGiven, readFacts, readProject} from '../workspace/open.ts';

/** The project under the name that it is given, and with jobs of the kind that is asked for. */
export const readNamed = async (
  given: BuildGiven & {project: string | undefined; kind?: string | undefined},
  world: World,
): Promise<Project> => {
  const facts = await readFacts(given);
  const options = {
    ...facts.options,
    ...(given.project !== undefined && {name: given.project}),
    ...(given.kind !== undefined && {jenkins: {jobs: given.kind}}),
  };
  return readProject(given, world, {...facts, options});
};
