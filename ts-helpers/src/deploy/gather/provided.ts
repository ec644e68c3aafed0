import {besideOf, DEFAULT_COMPOSE_FILES, DEFAULT_OVERRIDES, OVERRIDE} from '../../project/conventions.ts';
import {rootComposeFile} from '../plan/rootFile.ts';
import type {DeployRecord} from '../plan/deployRecord.ts';
import type {TreeFile} from '../../history/tree.ts';
import type {DeployFolder} from '../folder.ts';
import type {Files} from '../../outside/files.ts';
import type {DeployFiles} from './composeFiles.ts';

/** A file that the deploy brings besides those of the release. */
export const provide = (path: string, content: string | Uint8Array, mode = 0o644): TreeFile => ({
  path,
  kind: 'file',
  from: {content, mode},
  isProvided: true,
});

/** The override of the environment; and for people one at the root, where the compose file lies deeper. */
export const provideComposeFiles = async (
  {names, composeProject, workspace}: {names: DeployFiles; composeProject: string; workspace: string},
  release: readonly TreeFile[],
  {files, folder, record}: {files: Files; folder: DeployFolder; record: DeployRecord},
): Promise<TreeFile[]> => {
  const override = besideOf(names.base, OVERRIDE);
  const own = [provide(override, (await files.readInside(workspace, names.environment)) ?? '')];
  if (!names.base.includes('/')) return own;
  const isTaken = async (name: string): Promise<boolean> =>
    release.some(({path}) => path === name) ||
    (!record.filled?.provided.includes(name) && (await files.exists(`${folder.path}/${name}`)));
  const taken = await Promise.all(DEFAULT_COMPOSE_FILES.map(isTaken));
  if (taken.includes(true)) return own;
  return [...own, provide(DEFAULT_COMPOSE_FILES[0], rootComposeFile(composeProject, [names.base, override]))];
};

/** Names under which Compose would find another override than the environment's. */
export const overridesOf = ({base}: DeployFiles): string[] =>
  DEFAULT_OVERRIDES.map(name => besideOf(base, name));
