import path from 'node:path';
import type {ComposeProject} from '../../compose/model.ts';
import {OVERRIDE} from '../../project/conventions.ts';
import type {Gathered} from '../gather.ts';

/** What Compose is told for this release besides the files of the project. */
export const releaseFile = ({folder}: Gathered): string => path.join(folder.state, 'release.yml');

/** The project as it stands in the deploy folder: plain `docker compose` there means the same one. */
export const placedProject = (gathered: Gathered): ComposeProject => {
  const {composeProject, folder, names} = gathered;
  const directory = path.join(folder.path, path.dirname(names.base));
  return {
    name: composeProject,
    directory,
    files: [path.join(folder.path, names.base), path.join(directory, OVERRIDE), releaseFile(gathered)],
  };
};
