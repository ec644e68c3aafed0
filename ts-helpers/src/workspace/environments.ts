import {environmentFile} from '../project/conventions.ts';
import {PREVIEW} from '../project/preview.ts';
import type {Files} from '../outside/files.ts';
import {present} from './present.ts';
import type {Project} from './project.ts';

/** What environments are called where nobody says otherwise. */
const USUAL = ['stage', 'prod'];

/** Environments that have a file, of those that settings name and those that are usual. */
export const environmentsThere = async (
  project: Pick<Project, 'workspace' | 'settings'>,
  files: Pick<Files, 'exists'>,
): Promise<string[]> => {
  const {branches, compose, previews} = project.settings;
  const kinds = previews === false ? [] : [PREVIEW];
  const known = [
    ...new Set([...Object.values(branches), ...kinds, ...Object.keys(compose.environments), ...USUAL]),
  ];
  const there = new Set(
    await present(
      known.map(name => environmentFile(project.settings, name)),
      project,
      files,
    ),
  );
  return known.filter(name => there.has(environmentFile(project.settings, name)));
};
