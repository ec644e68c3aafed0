import path from 'node:path';
import {DEFAULT_COMPOSE_FILES, environmentFiles, nearNames, PROJECT_FILE} from '../project/conventions.ts';
import {kindOf} from '../project/preview.ts';
import {quoted} from '../text/plain.ts';
import type {Files} from '../outside/files.ts';
import {present} from './present.ts';
import type {Project} from './project.ts';

type Place = Pick<Project, 'workspace' | 'settings'>;

/** Where somebody without a compose file probably meant to be: in a folder above. */
export const projectAbove = async (
  {workspace}: Pick<Place, 'workspace'>,
  files: Pick<Files, 'above'>,
): Promise<string | undefined> => {
  const found = await files.above(workspace, [PROJECT_FILE, ...DEFAULT_COMPOSE_FILES]);
  return found === undefined ? undefined : goTo(found);
};

/** What to do where the file of an environment is missing; undefined where nothing tells more than its name. */
export const environmentFileAdvice = async (
  {workspace, settings}: Place,
  {environment, base}: {environment: string; base: string},
  files: Pick<Files, 'above' | 'exists'>,
): Promise<string | undefined> => {
  const [settingsHere] = await present([PROJECT_FILE], {workspace}, files);
  const above = settingsHere === undefined ? await files.above(workspace, [PROJECT_FILE]) : undefined;
  if (above !== undefined) return goTo(above);
  const wanted = environmentFiles(settings, environment, base)[0] ?? '';
  const [near] = await present(nearNames(environment, base), {workspace}, files);
  return near === undefined || near === wanted
    ? undefined
    : `There is ${near}: call it ${wanted}, or set \`compose: {environments: {${kindOf(environment)}: ${near}}}\` in ${PROJECT_FILE}.`;
};

/** Another environment's file would bring its ports, volumes and addresses along. */
export const PREVIEW_FILE_ADVICE =
  'Add it; where `web` is the site that listens on port 8000 this is all of it: `services: {web: {ports: !override ["8000"]}}`. Without a port of the host Docker chooses a free one.';

const goTo = (found: string): string =>
  `${path.basename(found)} lies above, so run it there: cd ${quoted(path.dirname(found))}`;
