import path from 'node:path';
import type {ComposeService} from '../../compose/model.ts';
import type {MissingFile} from '../plan/missingFiles.ts';
import {placeOfReference} from '../../compose/namedFiles.ts';
import type {Files} from '../../outside/files.ts';
import {type ModelFacts, submoduleOf} from './missing.ts';
import type {Preview} from './readModel.ts';

/**
 * Images are built from the workspace: where a folder of the previewed model is there. What leads out of the project,
 * `../api`, leads out of the workspace; an absolute path and an address stay as they are.
 */
export const inWorkspace =
  ({prefix, root}: Pick<Preview, 'prefix' | 'root'>, workspace: string) =>
  (context: string): string =>
    context.startsWith(`${prefix}/`) ? path.join(workspace, path.relative(root, context)) : context;

/** Folders and Dockerfiles that images are to be built from, and that are not there. */
export const findMissingBuilds = async (
  {shown, ...place}: Pick<Preview, 'prefix' | 'root' | 'shown'>,
  facts: ModelFacts,
  files: Pick<Files, 'kind'>,
): Promise<MissingFile[]> => {
  const {workspace} = facts.request.project;
  const lacking = await Promise.all(
    Object.entries(shown.services).map(async ([owner, service]) => {
      const at = await lackingOf(service, inWorkspace(place, workspace), files);
      return at === undefined ? [] : explained(owner, path.relative(workspace, at), facts);
    }),
  );
  return lacking.flat();
};

const lackingOf = async (
  {build}: ComposeService,
  here: (context: string) => string,
  files: Pick<Files, 'kind'>,
): Promise<string | undefined> => {
  if (!build?.context.startsWith('/')) return undefined;
  const context = here(build.context);
  const kind = await files.kind(context);
  if (kind === undefined || kind === 'file') return context;
  if (build.dockerfile_inline !== undefined) return undefined;
  const dockerfile = path.resolve(context, here(build.dockerfile ?? DOCKERFILE));
  if ((await files.kind(dockerfile)) !== undefined) return undefined;
  // Docker tries this as well.
  const other = path.join(context, DOCKERFILE.toLowerCase());
  return build.dockerfile === DOCKERFILE && (await files.kind(other)) !== undefined ? undefined : dockerfile;
};

const DOCKERFILE = 'Dockerfile';

const explained = (owner: string, at: string, facts: ModelFacts): MissingFile => {
  const submodule = submoduleOf(at, facts);
  return {
    path: at,
    kind: 'build',
    where: placeOfReference({kind: 'build', owner}, at, facts.references) ?? facts.names.base,
    why:
      submodule === undefined ? (at.startsWith('../../commands/') ? 'outside' : 'nowhere') : 'in a submodule',
    ...(submodule !== undefined && {submodule}),
  };
};
