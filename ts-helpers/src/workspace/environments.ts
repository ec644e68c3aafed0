import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import {reading, unlessMissing} from '../outside/disk.ts';
import type {Files} from '../outside/files.ts';
import {
  checkedEnvironment,
  composeFiles,
  environmentFile,
  environmentFiles,
  TEST,
} from '../project/conventions.ts';
import {PREVIEW, previewNumber} from '../project/preview.ts';
import type {Settings} from '../settings/settings.ts';
import {suggestion} from '../text/suggestion.ts';
import {environmentsHere} from './environmentsHere.ts';
import {present} from './present.ts';
import type {Project} from './project.ts';

type Place = Pick<Project, 'workspace' | 'settings'>;
type Looking = Pick<Files, 'exists'>;

export interface KnownNeeds {
  files: Looking;
  /** Where deploys are. */
  root: string;
}

/** What environments are called where nobody says otherwise. */
const USUAL = ['stage', 'prod'];

/** Environments that have a file; of previews theirs where they are wanted. */
export const environmentsThere = async (project: Place, files: Looking): Promise<string[]> => {
  const kinds = project.settings.previews === false ? [] : [PREVIEW];
  const all = [...named(project.settings), ...kinds, ...USUAL, ...(await namesOfFiles(project, files))];
  const known = [...new Set(all)].filter(name => name !== TEST);
  const there = await Promise.all(known.map(name => hasFile(project, name, files)));
  return known.filter((_, index) => there[index]);
};

/** The environment, as it was named. Throws BAD_ARGUMENT, and UNKNOWN_ENVIRONMENT for what the project has none of. */
export const knownEnvironment = async (
  project: Project,
  environment: string,
  needs: KnownNeeds,
): Promise<string> => {
  if (await isKnown(project, checkedEnvironment(environment), needs)) return environment;
  throw await unknown(project, environment, needs);
};

/** What branches deploy to, settings name, has a file, or was deployed here; a preview has no file of its own. */
const isKnown = async (
  project: Project,
  environment: string,
  {files, root}: KnownNeeds,
): Promise<boolean> => {
  if (named(project.settings).includes(environment)) return true;
  const isOwn = previewNumber(environment) === undefined && (await hasFile(project, environment, files));
  return isOwn || (await environmentsHere(project, root)).includes(environment);
};

const unknown = async (
  project: Project,
  environment: string,
  {files, root}: KnownNeeds,
): Promise<UserError> => {
  const there = (await environmentsThere(project, files)).filter(name => name !== PREVIEW);
  const all = [...new Set([...there, ...(await environmentsHere(project, root))])];
  const near = suggestion(environment, all);
  const told =
    all.length === 0 ? 'It has none yet.' : `There ${all.length === 1 ? 'is' : 'are'} ${all.join(', ')}.`;
  const meant = near === undefined ? told : `Did you mean ${near}?${all.length === 1 ? '' : ` ${told}`}`;
  const begins =
    previewNumber(environment) === undefined
      ? `A new one begins with its file, ${environmentFile(project.settings, environment)}.`
      : `\`countable previews list\` tells of previews.`;
  return new UserError('UNKNOWN_ENVIRONMENT', `${project.build.project} has no environment ${environment}.`, {
    where: '<environment>',
    remedy: `${meant} ${begins}`,
  });
};

const named = ({branches, compose}: Settings): string[] => [
  ...Object.values(branches),
  ...Object.keys(compose.environments),
];

const hasFile = async (project: Place, environment: string, files: Looking): Promise<boolean> => {
  const base = await baseOf(project, files);
  return (await present(environmentFiles(project.settings, environment, base), project, files)).length > 0;
};

const baseOf = async (project: Place, files: Looking): Promise<string> =>
  (await present(composeFiles(project.settings), project, files))[0] ?? '';

/** What files are called after, at the root and beside the compose file. */
const namesOfFiles = async (project: Place, files: Looking): Promise<string[]> => {
  const {workspace} = project;
  const folders = [workspace, path.join(workspace, path.dirname(await baseOf(project, files)))];
  const listed = await Promise.all(
    [...new Set(folders)].map(folder => reading(folder, () => unlessMissing(readdir(folder)))),
  );
  return listed.flatMap(names => environmentsAmong(names ?? []));
};

const environmentsAmong = (names: readonly string[]): string[] =>
  names
    .flatMap(name => /^dc\.(?<environment>[a-z][a-z0-9]*)\.yml$/.exec(name)?.groups?.['environment'] ?? [])
    .filter(name => name !== PREVIEW)
    .sort();
